#include "CDocuments.h"

// Clang has #embed in every version of C, and says that it belongs to C23.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char openapi_json[] = {
#embed "openapi.json"
};

static const unsigned char docs_html[] = {
#embed "docs.html"
};

static const unsigned char docs_css[] = {
#embed "docs.css"
};

static const unsigned char docs_js[] = {
#embed "docs.js"
};

const cd_document cd_openapi_json = {openapi_json, sizeof openapi_json};
const cd_document cd_docs_html = {docs_html, sizeof docs_html};
const cd_document cd_docs_css = {docs_css, sizeof docs_css};
const cd_document cd_docs_js = {docs_js, sizeof docs_js};
