"""Quick twin of the cache of views in ``page.py``."""

from cpython.dict cimport PyDict_GetItemWithError
from cpython.ref cimport PyObject


def remembered(compute):
    """``compute`` with its value kept among the views of the page."""

    def cached(page):
        cdef dict views = page._views
        cdef PyObject* known = PyDict_GetItemWithError(views, compute)
        if known is not NULL:
            return <object>known
        value = compute(page)
        views[compute] = value
        return value

    return cached
