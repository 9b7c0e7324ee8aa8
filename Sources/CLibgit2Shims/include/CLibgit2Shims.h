#ifndef C_LIBGIT2_SHIMS_H
#define C_LIBGIT2_SHIMS_H

#include <stddef.h>

/// Has every written object and reference reach the disk before success is reported.
int brokkr_git_enable_fsync(void);

/// Lets repositories be opened that use extensions which change nothing for who reads objects and references.
int brokkr_git_allow_extensions(void);

/// Whether every object read is hashed again; reading is a third faster without.
int brokkr_git_verify_hashes(int enabled);

/// Whether objects that were read stay in memory; a walk that reads each once only pays for it.
int brokkr_git_keep_objects(int enabled);

/// Leaves the question who owns a repository to the caller.
int brokkr_git_skip_owner_validation(void);

/// How many times the library asked for the system's certificates and was given none; only tests read it.
int brokkr_git_skipped_certificates(void);

/// How many times the library would have started its own SSH; only tests read it.
int brokkr_git_skipped_ssh(void);

#endif
