#include "CLibgit2Shims.h"

#include <git2.h>

// Swift cannot call variadic functions, and git_libgit2_opts is one.

int brokkr_git_enable_fsync(void) { return git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1); }

int brokkr_git_allow_extensions(void) {
  // worktreeConfig: where configuration is read (a sparse checkout sets it). partialClone: missing objects are promised;
  // here they are simply missing. preciousObjects: no object may be removed, and none is. relativeWorktrees: how linked
  // working trees are written. noop-v1: nothing. objectFormat and refStorage: some of their values would be misread
  // without an error, so who opens a repository looks at them before anything is read.
  const char *names[] = {"worktreeconfig", "partialclone", "preciousobjects", "relativeworktrees",
                         "noop-v1",        "objectformat", "refstorage"};
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, sizeof names / sizeof *names);
}

int brokkr_git_verify_hashes(int enabled) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, enabled);
}

int brokkr_git_keep_objects(int enabled) { return git_libgit2_opts(GIT_OPT_ENABLE_CACHING, enabled); }

int brokkr_git_skip_owner_validation(void) { return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0); }

// When it starts, libgit2 makes its network side ready. Nothing here uses that: git and the HTTP client speak to remotes.
// Definitions in the executable take these calls over by symbol interposition; where libgit2 was built with other
// libraries nobody calls them.

// A libgit2 that uses mbedTLS parses the system's whole CA bundle, four fifths of its start-up time. It fails closed:
// with no CA loaded libgit2's own TLS trusts nobody.
static int skipped;

int mbedtls_x509_crt_parse_file(void *chain, const char *path);
int mbedtls_x509_crt_parse_file(void *chain, const char *path) {
  (void)chain;
  (void)path;
  skipped += 1;
  return 0;
}

// It collects randomness for its TLS too, a million instructions of it. Without any, nothing random is given, and no
// connection is made.
int mbedtls_ssl_setup(void *connection, const void *configuration);
int mbedtls_ssl_setup(void *connection, const void *configuration) {
  (void)connection;
  (void)configuration;
  return -1;
}

void mbedtls_entropy_init(void *source);
void mbedtls_entropy_init(void *source) { (void)source; }

void mbedtls_entropy_free(void *source);
void mbedtls_entropy_free(void *source) { (void)source; }

int mbedtls_ctr_drbg_seed(void *generator, void *draw, void *source, const unsigned char *own, size_t length);
int mbedtls_ctr_drbg_seed(void *generator, void *draw, void *source, const unsigned char *own, size_t length) {
  (void)generator;
  (void)draw;
  (void)source;
  (void)own;
  (void)length;
  return 0;
}

int mbedtls_ctr_drbg_random(void *generator, unsigned char *bytes, size_t length);
int mbedtls_ctr_drbg_random(void *generator, unsigned char *bytes, size_t length) {
  (void)generator;
  (void)bytes;
  (void)length;
  return -0x0034; // MBEDTLS_ERR_CTR_DRBG_ENTROPY_SOURCE_FAILED
}

// A libgit2 that uses libssh2 has it start OpenSSL, with all its texts of errors. This one refuses every session.
static int unstarted;

int libssh2_init(int flags);
int libssh2_init(int flags) {
  (void)flags;
  unstarted += 1;
  return 0;
}

void *libssh2_session_init_ex(void *allocate, void *release, void *reallocate, void *own);
void *libssh2_session_init_ex(void *allocate, void *release, void *reallocate, void *own) {
  (void)allocate;
  (void)release;
  (void)reallocate;
  (void)own;
  return NULL;
}

int brokkr_git_skipped_ssh(void) { return unstarted; }

int brokkr_git_skipped_certificates(void) { return skipped; }
