# flake8: noqa
'''Doc
'''
import sys, os  # noqa
from metaflow import FlowSpec, step
if sys.version_info >= (3, 0):
    STR = str
else:
    STR = unicode  # noqa
class   F ( FlowSpec , ) :

    x=1;y=2

    @ step
    def start ( self , ) :
        'doc'
        if 1: self.x=1
        self . next ( self . a , )
    @step  
    def a( self ) : self.next( self.end )
    @\
step
    def end(self): ...


if __name__ == "__main__":
    F()