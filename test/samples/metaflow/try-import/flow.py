try:
    import nowhere_at_all
    from nowhere_at_all import FlowSpec, step, retry
except ImportError:
    from metaflow import FlowSpec, retry, step

try:
    from metaflow import not_there as conda
except Exception:
    conda = None


class Example(FlowSpec):
    try:
        @retry
        @step
        def start(self):
            self.next(self.end)
    except ImportError:
        start = None
    finally:
        LIMIT = 3

    @step
    def end(self):
        pass


if __name__ == "__main__":
    Example()
