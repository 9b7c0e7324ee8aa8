function __brokkr-release_should_offer_completions_for_flags_or_options -a expected_commands
    set -l non_repeating_flags_or_options $argv[2..]
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __brokkr-release_parse_tokens
    test "$commands" = "$expected_commands"; and return $non_repeating_flags_or_options_absent
end

function __brokkr-release_should_offer_completions_for_positional -a expected_commands positional_index_comparison expected_positional_index
    set -l non_repeating_flags_or_options
    set -l non_repeating_flags_or_options_absent 0
    set -l positional_index 0
    set -l commands
    __brokkr-release_parse_tokens
    test "$commands" = "$expected_commands" -a \( "$positional_index" "$positional_index_comparison" "$expected_positional_index" \)
end

function __brokkr-release_parse_tokens -S
    set -l unparsed_tokens (__brokkr-release_tokens -pc)
    switch $unparsed_tokens[1]
    case 'brokkr-release'
        __brokkr-release_parse_subcommand 0 'version' 'h/help'
        switch $unparsed_tokens[1]
        case 'next'
            __brokkr-release_parse_subcommand 0 'bump=' 'pre=' 'explain' 'fetch' 'all' 'component=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'plan'
            __brokkr-release_parse_subcommand 1 'input=+' 'out=' 'component=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'check'
            __brokkr-release_parse_subcommand 0 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'config'
            __brokkr-release_parse_subcommand 0 'origin' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'stamp'
            __brokkr-release_parse_subcommand 1 'component=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'rehearse'
            __brokkr-release_parse_subcommand 1 'sample' 'component=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'cut'
            __brokkr-release_parse_subcommand 1 'pre=' 'force=+' 'output=' 'dry-run' 'component=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'test'
            __brokkr-release_parse_subcommand 1 'component=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'build'
            __brokkr-release_parse_subcommand 1 'image=' 'platform=' 'output=' 'component=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'approve'
            __brokkr-release_parse_subcommand 1 'key=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'reject'
            __brokkr-release_parse_subcommand 1 'reason=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'publish'
            __brokkr-release_parse_subcommand 1 'plan=' 'input=+' 'component=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'push'
            __brokkr-release_parse_subcommand 0 'as=' 'input=+' 'image=+' 'registry=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'status'
            __brokkr-release_parse_subcommand 0 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'rollback'
            __brokkr-release_parse_subcommand 1 'to=' 'purge' 'keep=+' 'force=+' 'undo' 'dry-run' 'component=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'resume'
            __brokkr-release_parse_subcommand 1 'input=+' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'abort'
            __brokkr-release_parse_subcommand 1 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'unlock'
            __brokkr-release_parse_subcommand 1 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'verify'
            __brokkr-release_parse_subcommand 1 'deep' 'component=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'history'
            __brokkr-release_parse_subcommand 0 'component=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'show'
            __brokkr-release_parse_subcommand 1 'component=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'changelog'
            __brokkr-release_parse_subcommand 1 'component=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'init'
            __brokkr-release_parse_subcommand 0 'dry-run' 'apply' 'reviewer=+' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'schema'
            __brokkr-release_parse_subcommand 0 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'doctor'
            __brokkr-release_parse_subcommand 0 'fix' 'adopt-ledger' 'for=' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'prune'
            __brokkr-release_parse_subcommand 0 'pr=' 'untagged' 'older-than=' 'released' 'dry-run' 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'completion'
            __brokkr-release_parse_subcommand 1 'C/repo=' 'c/config=' 'json' 'q/quiet' 'v/verbose' 'debug' 'color=' 'no-input' 'yes' 'version' 'h/help'
        case 'help'
            __brokkr-release_parse_subcommand -r 1 'version'
        end
    end
end

function __brokkr-release_tokens
    if test (string split -m 1 -f 1 -- . "$FISH_VERSION") -gt 3
        commandline --tokens-raw $argv
    else
        commandline -o $argv
    end
end

function __brokkr-release_parse_subcommand -S -a positional_count
    argparse -s r -- $argv
    set -l option_specs $argv[2..]
    set -l is_repeating_positional $_flag_r
    set -el _flag_r
    set -a commands $unparsed_tokens[1]
    set positional_index 0
    while true
        set -e unparsed_tokens[1]
        argparse -sn "$commands" $option_specs -- $unparsed_tokens 2> /dev/null
        set unparsed_tokens $argv
        set positional_index (math $positional_index + 1)
        for non_repeating_flag_or_option in $non_repeating_flags_or_options
            if set -ql "_flag_$(string replace -a - _ -- $non_repeating_flag_or_option)"
                set non_repeating_flags_or_options_absent 1
                break
            end
        end
        test (count $unparsed_tokens) -eq 0 -o \( -z "$is_repeating_positional" -a "$positional_index" -gt "$positional_count" \) && break
    end
end

function __brokkr-release_complete_directories
    set -l token (commandline -t)
    string match -- '*/' $token
    set -l subdirs $token*/
    printf %s\n $subdirs
end

function __brokkr-release_custom_completion
    set -x SAP_SHELL fish
    set -x SAP_SHELL_VERSION $FISH_VERSION
    set -l tokens (__brokkr-release_tokens -p)
    if test -z "$(__brokkr-release_tokens -t)"
        set -l index (count (__brokkr-release_tokens -pc))
        set tokens $tokens[..$index] \'\' $tokens[(math $index + 1)..]
    end
    command $tokens[1] $argv $tokens
end

complete -c 'brokkr-release' -f
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'next' -d 'Print the next version\'s tag.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'plan' -d 'Show every test, build and change of a release, before and after.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'check' -d 'Check the configuration and what it names: paths, charts, Dockerfiles.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'config' -d 'Print the effective configuration.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'stamp' -d 'Write the version into the files of the working tree, for a pull request of your own.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'rehearse' -d 'Run a whole release, its verification and its rollback on throw-away targets.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'cut' -d 'Make a release: test, build, approve, publish, record.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'test' -d 'Test the candidate: charts by Helm, then the configured commands.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'build' -d 'Build images and pack charts into a folder.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'approve' -d 'Approve a release that waits, by a signature or a prompt.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'reject' -d 'Reject a release that waits for its approval; its version is free again.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'publish' -d 'Publish what was built; an unfinished release is resumed.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'push' -d 'Put built images under a tag that no release owns, such as pr-12 or main.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'status' -d 'Show the release whose slots are half written, those that wait, and the lock.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'rollback' -d 'Take a release away, or publish it again with --undo.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'resume' -d 'Finish an unfinished release or rollback.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'abort' -d 'Take an unfinished release back; of a rollback in flight: publish again.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'unlock' -d 'End a lock whose holder is gone; the act is recorded.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'verify' -d 'Compare every slot of a release with what it must show now; write nothing.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'history' -d 'List the recorded releases, newest first.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'show' -d 'Show the record of a release.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'changelog' -d 'Print the notes of a version, or of what is unreleased.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'init' -d 'Write a configuration from the Dockerfiles and charts of the repository.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'schema' -d 'Print the JSON Schema of the configuration, for editors and linters.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'doctor' -d 'Look at tools, clone, configuration, remote, ledger and registries, and say how to mend each.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'prune' -d 'Delete the images of a closed pull request, what neither a tag nor a record reaches, or drafts.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'completion' -d 'Print the completion script of a shell.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release" -eq 1' -fa 'help' -d 'Show subcommand help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" bump' -l 'bump' -d 'How far to move; auto asks the commits.' -rfka 'auto major minor patch'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" pre' -l 'pre' -d 'Make it a candidate: rc, beta or alpha.' -rfka 'rc beta alpha'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" explain' -l 'explain' -d 'Say on standard error how it came about.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" fetch' -l 'fetch' -d 'Fetch tags and the ledger first.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" all' -l 'all' -d 'Ask for every component of the configuration.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" component' -l 'component' -d 'The component, where the configuration has several.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release next" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release plan"' -l 'input' -d 'A folder that `build --output` wrote.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release plan" out' -l 'out' -d 'Write the plan to a file as well.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release plan" component' -l 'component' -d 'The component, where the configuration has several.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release plan" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release plan" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release plan" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release plan" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release plan" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release plan" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release plan" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release plan" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release plan" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release plan" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release plan" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release check" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release check" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release check" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release check" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release check" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release check" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release check" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release check" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release check" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release check" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release check" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release config" origin' -l 'origin' -d 'Say where each value comes from.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release config" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release config" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release config" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release config" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release config" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release config" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release config" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release config" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release config" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release config" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release config" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release stamp" component' -l 'component' -d 'The component, where the configuration has several.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release stamp" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release stamp" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release stamp" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release stamp" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release stamp" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release stamp" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release stamp" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release stamp" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release stamp" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release stamp" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release stamp" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rehearse" sample' -l 'sample' -d 'Use the built-in example repository.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rehearse" component' -l 'component' -d 'The component, where the configuration has several.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rehearse" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rehearse" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rehearse" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rehearse" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rehearse" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rehearse" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rehearse" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rehearse" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rehearse" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rehearse" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rehearse" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut" pre' -l 'pre' -d 'Make a candidate of this channel.' -rfka 'rc beta alpha'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut"' -l 'force' -d 'Take over a floating slot that somebody else moved.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut" output' -l 'output' -d 'Where built content goes when the release has to wait.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut" dry-run' -l 'dry-run' -d 'Show the plan and stop.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut" component' -l 'component' -d 'The component, where the configuration has several.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release cut" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release test" component' -l 'component' -d 'The component, where the configuration has several.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release test" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release test" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release test" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release test" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release test" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release test" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release test" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release test" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release test" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release test" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release test" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release build" image' -l 'image' -d 'Build this image only.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release build" platform' -l 'platform' -d 'Build this platform only, such as linux/arm64.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release build" output' -l 'output' -d 'The folder to write to.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release build" component' -l 'component' -d 'The component, where the configuration has several.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release build" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release build" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release build" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release build" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release build" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release build" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release build" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release build" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release build" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release build" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release build" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release approve" key' -l 'key' -d 'The SSH key to sign with; otherwise git\'s user.signingkey.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release approve" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release approve" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release approve" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release approve" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release approve" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release approve" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release approve" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release approve" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release approve" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release approve" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release approve" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release reject" reason' -l 'reason' -d 'Why; it is recorded.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release reject" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release reject" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release reject" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release reject" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release reject" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release reject" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release reject" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release reject" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release reject" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release reject" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release reject" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release publish" -eq 1' -fka '(__brokkr-release_custom_completion ---completion publish -- positional@0 (count (__brokkr-release_tokens -pc)) (__brokkr-release_tokens -tC))'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release publish" plan' -l 'plan' -d 'The approved plan, as `plan --out` wrote it.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release publish"' -l 'input' -d 'A folder that `build --output` wrote.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release publish" component' -l 'component' -d 'The component, where the configuration has several.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release publish" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release publish" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release publish" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release publish" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release publish" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release publish" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release publish" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release publish" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release publish" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release publish" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release publish" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release push" as' -l 'as' -d 'The tag.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release push"' -l 'input' -d 'A folder that `build --output` wrote.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release push"' -l 'image' -d 'Push this image only; may be given several times.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release push" registry' -l 'registry' -d 'Push to this registry instead of the configured one, such as 127.0.0.1:5000.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release push" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release push" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release push" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release push" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release push" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release push" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release push" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release push" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release push" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release push" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release push" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release status" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release status" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release status" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release status" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release status" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release status" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release status" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release status" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release status" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release status" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release status" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release rollback" -eq 1' -fka '(__brokkr-release_custom_completion ---completion rollback -- positional@0 (count (__brokkr-release_tokens -pc)) (__brokkr-release_tokens -tC))'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" to' -l 'to' -d 'Arrive at this version: take away every live one above it.' -rfka '(__brokkr-release_custom_completion ---completion rollback -- --to (count (__brokkr-release_tokens -pc)) (__brokkr-release_tokens -tC))'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" purge' -l 'purge' -d 'Take away the names too: tags go, the branch says the version before.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback"' -l 'keep' -d 'Leave slots of these roles: floating, charts, release, images, tag, branch.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback"' -l 'force' -d 'Overwrite a slot that somebody else changed.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" undo' -l 'undo' -d 'Publish the same bytes again.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" dry-run' -l 'dry-run' -d 'Show what would change and stop.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" component' -l 'component' -d 'The component, where the configuration has several.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release rollback" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release resume" -eq 1' -fka '(__brokkr-release_custom_completion ---completion resume -- positional@0 (count (__brokkr-release_tokens -pc)) (__brokkr-release_tokens -tC))'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release resume"' -l 'input' -d 'A folder with handed-over content.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release resume" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release resume" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release resume" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release resume" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release resume" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release resume" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release resume" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release resume" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release resume" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release resume" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release resume" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release abort" -eq 1' -fka '(__brokkr-release_custom_completion ---completion abort -- positional@0 (count (__brokkr-release_tokens -pc)) (__brokkr-release_tokens -tC))'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release abort" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release abort" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release abort" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release abort" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release abort" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release abort" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release abort" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release abort" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release abort" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release abort" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release abort" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release unlock" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release unlock" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release unlock" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release unlock" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release unlock" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release unlock" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release unlock" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release unlock" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release unlock" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release unlock" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release unlock" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release verify" -eq 1' -fka '(__brokkr-release_custom_completion ---completion verify -- positional@0 (count (__brokkr-release_tokens -pc)) (__brokkr-release_tokens -tC))'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release verify" deep' -l 'deep' -d 'Read every layer and chart, and compare it with its digest.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release verify" component' -l 'component' -d 'The component, where the configuration has several.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release verify" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release verify" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release verify" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release verify" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release verify" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release verify" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release verify" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release verify" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release verify" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release verify" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release verify" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release history" component' -l 'component' -d 'The component, where the configuration has several.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release history" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release history" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release history" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release history" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release history" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release history" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release history" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release history" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release history" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release history" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release history" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release show" -eq 1' -fka '(__brokkr-release_custom_completion ---completion show -- positional@0 (count (__brokkr-release_tokens -pc)) (__brokkr-release_tokens -tC))'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release show" component' -l 'component' -d 'The component, where the configuration has several.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release show" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release show" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release show" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release show" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release show" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release show" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release show" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release show" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release show" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release show" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release show" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release changelog" component' -l 'component' -d 'The component, where the configuration has several.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release changelog" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release changelog" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release changelog" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release changelog" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release changelog" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release changelog" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release changelog" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release changelog" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release changelog" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release changelog" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release changelog" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release init" dry-run' -l 'dry-run' -d 'Print the configuration, or with --apply what would change, and write nothing.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release init" apply' -l 'apply' -d 'Set up the GitHub environments of releases and rollbacks.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release init"' -l 'reviewer' -d 'With --apply: a person who approves releases; can be given again.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release init" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release init" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release init" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release init" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release init" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release init" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release init" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release init" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release init" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release init" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release init" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release schema" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release schema" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release schema" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release schema" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release schema" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release schema" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release schema" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release schema" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release schema" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release schema" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release schema" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release doctor" fix' -l 'fix' -d 'Mend the ledger and its lock file.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release doctor" adopt-ledger' -l 'adopt-ledger' -d 'Take over the ledger of a repository that was renamed or moved; recorded.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release doctor" for' -l 'for' -d 'What you want to do: release, or rollback, from here and with these credentials.' -rfka 'release rollback'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release doctor" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release doctor" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release doctor" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release doctor" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release doctor" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release doctor" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release doctor" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release doctor" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release doctor" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release doctor" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release doctor" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" pr' -l 'pr' -d 'Delete the images of this pull request, and only them: the tag pr-N.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" untagged' -l 'untagged' -d 'Delete what neither a tag nor a record reaches.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" older-than' -l 'older-than' -d 'With --untagged: how old it must be at least, where the registry is GitHub\'s.' -rfka ''
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" released' -l 'released' -d 'Delete the drafts of GitHub Releases that purges and given-up releases have left.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" dry-run' -l 'dry-run' -d 'Show what would go, and delete nothing.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release prune" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_positional "brokkr-release completion" -eq 1' -fka 'bash zsh fish'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release completion" C repo' -s 'C' -l 'repo' -d 'The repository; otherwise the one around the working directory.' -rfa '(__brokkr-release_complete_directories)'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release completion" c config' -s 'c' -l 'config' -d 'The configuration file; - is standard input.' -rF
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release completion" json' -l 'json' -d 'Print one JSON object, errors included.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release completion" q quiet' -l 'quiet' -s 'q' -d 'Say nothing but results and errors.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release completion" v verbose' -l 'verbose' -s 'v' -d 'Show what the tools say.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release completion" debug' -l 'debug' -d 'Show what only the makers of this program want to know.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release completion" color' -l 'color' -d 'When to use color.' -rfka 'auto always never'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release completion" no-input' -l 'no-input' -d 'Ask nothing, even at a terminal.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release completion" yes' -l 'yes' -d 'Answer every question with yes; never gives an approval that others have to give.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release completion" version' -l 'version' -d 'Show the version.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release completion" h help' -s 'h' -l 'help' -d 'Show help information.'
complete -c 'brokkr-release' -n '__brokkr-release_should_offer_completions_for_flags_or_options "brokkr-release help" version' -l 'version' -d 'Show the version.'
