from left import Left
from right import Right


class Example(Left, Right):
    pass


if __name__ == "__main__":
    Example()
