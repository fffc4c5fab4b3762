import os
from metaflow import FlowSpec, step, retry, catch, timeout, environment, current


class CatchRetryFlow(FlowSpec):
    @step
    def start(self):
        self.next(self.flaky)

    @retry(times=2, minutes_between_retries=0)
    @step
    def flaky(self):
        self.attempt = current.retry_count
        if current.retry_count < 1:
            raise RuntimeError("flaky")
        self.next(self.failing)

    @catch(var="err")
    @retry(times=1, minutes_between_retries=0)
    @step
    def failing(self):
        if True:
            raise ValueError("boom %d" % current.retry_count)
        self.next(self.slow)

    @catch(var="terr")
    @timeout(seconds=2)
    @step
    def slow(self):
        import time

        time.sleep(20)
        self.next(self.killed)

    @catch(var="kerr")
    @retry(times=1, minutes_between_retries=0)
    @step
    def killed(self):
        os.kill(os.getpid(), 9)
        self.next(self.envs)

    @environment(vars={"FOO": "bar"})
    @step
    def envs(self):
        self.foo = os.environ.get("FOO")
        self.next(self.end)

    @step
    def end(self):
        self.summary = (str(self.err), str(self.terr)[:60], str(self.kerr), self.foo)


if __name__ == "__main__":
    CatchRetryFlow()
