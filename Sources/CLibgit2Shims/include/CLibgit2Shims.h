#ifndef C_LIBGIT2_SHIMS_H
#define C_LIBGIT2_SHIMS_H

#include <stddef.h>

/// Has every written object and reference reach the disk before success is reported.
int brokkr_git_enable_fsync(void);

/// Lets repositories with a harmless extension be opened, beside those that the library knows.
int brokkr_git_allow_extension(const char *name);

/// Whether every object read is hashed again; reading is a third faster without.
int brokkr_git_verify_hashes(int enabled);

#endif
