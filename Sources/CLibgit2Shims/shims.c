#include "CLibgit2Shims.h"

#include <git2.h>

// Swift cannot call variadic functions, and git_libgit2_opts is one.

int brokkr_git_enable_fsync(void) { return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1); }

int brokkr_git_allow_extension(const char *name) {
  const char *names[] = {name};
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, (size_t)1);
}

int brokkr_git_verify_hashes(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

// A libgit2 that uses mbedTLS parses the system's whole CA bundle when it starts, four fifths of its start-up time.
// Nothing here uses its network side: git and the HTTP client speak to remotes. A definition in the executable takes the
// call over by symbol interposition. It fails closed: with no CA loaded libgit2's own TLS trusts nobody. Where libgit2
// has another TLS library nobody calls this.
int mbedtls_x509_crt_parse_file(void *chain, const char *path);
int mbedtls_x509_crt_parse_file(void *chain, const char *path) {
  (void)chain;
  (void)path;
  return 0;
}
