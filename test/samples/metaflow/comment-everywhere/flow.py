from metaflow import FlowSpec, step
class F(FlowSpec):  # flow
    # before
    @step  # mark
    # between
    def start(self):  # def
        # inside
        self.next(  # open
            # arg
            self.end  # end
            ,
        )  # close
        # trailing
    # after
    @step

    def end(self): pass  # x
# last


if __name__ == "__main__":
    F()