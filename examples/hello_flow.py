"""The smallest flow that does something in parallel: it greets everybody on a list."""

from metaflow import FlowSpec, Parameter, step


class HelloFlow(FlowSpec):
    """Greets some people, each in a task of their own."""

    greeting = Parameter("greeting", default="Hello", help="How to greet them")

    @step
    def start(self):
        """Decide whom to greet: one task for each name."""
        self.names = ["Ada", "Grace", "Barbara"]
        self.next(self.greet, foreach="names")

    @step
    def greet(self):
        """Greet one of them."""
        self.line = f"{self.greeting}, {self.input}!"
        print(self.line)
        self.next(self.join)

    @step
    def join(self, inputs):
        """Put all greetings into one list."""
        self.lines = [each.line for each in inputs]
        self.next(self.end)

    @step
    def end(self):
        """Say how many there were."""
        print(f"{len(self.lines)} greetings: {' '.join(self.lines)}")


if __name__ == "__main__":
    HelloFlow()
