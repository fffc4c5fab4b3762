from metaflow import FlowSpec, step
class F(FlowSpec):
    @step
    async def start(self):
        async with a as b:
            async for x in y: pass
        z = [i async for i in y if await i]
        self.next(self.end)
    @step
    def end(self):
        pass


if __name__ == "__main__":
    F()