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

static const unsigned char live_html[] = {
#embed "live.html"
};

static const unsigned char live_css[] = {
#embed "live.css"
};

static const unsigned char live_js[] = {
#embed "live.js"
};

const cd_document cd_openapi_json = {openapi_json, sizeof openapi_json};
const cd_document cd_docs_html = {docs_html, sizeof docs_html};
const cd_document cd_docs_css = {docs_css, sizeof docs_css};
const cd_document cd_docs_js = {docs_js, sizeof docs_js};
const cd_document cd_live_html = {live_html, sizeof live_html};
const cd_document cd_live_css = {live_css, sizeof live_css};
const cd_document cd_live_js = {live_js, sizeof live_js};
