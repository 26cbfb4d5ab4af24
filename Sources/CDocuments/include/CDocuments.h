// Files that the server hands out, in the program itself: the compiler reads them with #embed, in
// milliseconds, where SwiftPM's `embedInCode` makes array literals that take Swift half a minute.
#pragma once

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Bytes that live as long as the program; no zero byte follows them.
typedef struct {
  const unsigned char *_Nonnull bytes;
  size_t count;
} cd_document;

extern const cd_document cd_openapi_json;
extern const cd_document cd_docs_html;
extern const cd_document cd_docs_css;
extern const cd_document cd_docs_js;
extern const cd_document cd_live_html;
extern const cd_document cd_live_css;
extern const cd_document cd_live_js;

#ifdef __cplusplus
}
#endif
