// What the C library can be told of its allocator; Swift's module of the library leaves it out.
#include <malloc.h>
