# %%
from metaflow import FlowSpec, step
# %% [markdown]
# text
# In[1]:
class F(FlowSpec):
    @step
    def start(self):
        self.next(self.end)

    @step
    def end(self):
        pass
# In[2]:


if __name__ == "__main__":
    F()