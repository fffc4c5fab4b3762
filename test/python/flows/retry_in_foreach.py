from metaflow import FlowSpec, catch, current, retry, step


class RetryInForeachFlow(FlowSpec):
    @step
    def start(self):
        self.items = [1, 2]
        self.next(self.work, foreach="items")

    @catch(var="failure")
    @retry(times=1, minutes_between_retries=0)
    @step
    def work(self):
        self.tries = current.retry_count
        if self.input == 2 or current.retry_count == 0:
            raise RuntimeError(f"attempt {current.retry_count}")
        self.next(self.join)

    @step
    def join(self, inputs):
        self.seen = [(bool(task.failure), task.tries) for task in inputs]
        self.next(self.end)

    @step
    def end(self):
        print(self.seen)


if __name__ == "__main__":
    RetryInForeachFlow()
