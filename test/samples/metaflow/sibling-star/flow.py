from common import *
class F(ProjectFlow):
    @step
    def start(self):
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()