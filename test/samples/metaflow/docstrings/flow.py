from metaflow import FlowSpec, step


class Example(FlowSpec):
    "Plain " "and joined."

    @step
    def start(self):
        r"""\n raw
          deeper
        back
        """
        self.next(self.a)

    @step
    def a(self):
        f"""no doc"""
        self.next(self.b)

    @step
    def b(self):
        """

        After two blank lines.
            Indented.
        """
        self.next(self.c)

    @step
    def c(self):
        b"bytes are none"
        self.next(self.d)

    @step
    def d(self):
        ("in parentheses")
        self.next(self.e)

    @step
    def e(self): "one line"; self.next(self.f)

    @step
    def f(self):
        """	tab
	and margin
        """
        self.next(self.end)

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
