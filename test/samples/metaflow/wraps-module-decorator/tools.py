import functools


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    return wrapper


def timed(name, unit=None):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(self):
            return function(self)

        return wrapper

    return decorate


def plain(function):
    function.marked = True
    return function
