#!/bin/bash

__brokkr-release_cursor_index_in_current_word() {
    local remaining="${COMP_LINE}"

    local word
    for word in "${COMP_WORDS[@]::COMP_CWORD}"; do
        remaining="${remaining##*([[:space:]])"${word}"*([[:space:]])}"
    done

    local -ir index="$((COMP_POINT - ${#COMP_LINE} + ${#remaining}))"
    if [[ "${index}" -le 0 ]]; then
        printf 0
    else
        printf %s "${index}"
    fi
}

# positional arguments:
#
# - 1: the current (sub)command's count of positional arguments
#
# required variables:
#
# - repeating_flags: the repeating flags that the current (sub)command can accept
# - non_repeating_flags: the non-repeating flags that the current (sub)command can accept
# - repeating_options: the repeating options that the current (sub)command can accept
# - non_repeating_options: the non-repeating options that the current (sub)command can accept
# - positional_number: value ignored
# - unparsed_words: unparsed words from the current command line
#
# modified variables:
#
# - non_repeating_flags: remove flags for this (sub)command that are already on the command line
# - non_repeating_options: remove options for this (sub)command that are already on the command line
# - positional_number: set to the current positional number
# - unparsed_words: remove all flags, options, and option values for this (sub)command
__brokkr-release_offer_flags_options() {
    local -ir positional_count="${1}"
    positional_number=0

    local was_flag_option_terminator_seen=false
    local is_parsing_option_value=false

    local -ar unparsed_word_indices=("${!unparsed_words[@]}")
    local -i word_index
    for word_index in "${unparsed_word_indices[@]}"; do
        if "${is_parsing_option_value}"; then
            # This word is an option value:
            # Reset marker for next word iff not currently the last word
            [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]] && is_parsing_option_value=false
            unset "unparsed_words[${word_index}]"
            # Do not process this word as a flag or an option
            continue
        fi

        local word="${unparsed_words["${word_index}"]}"
        if ! "${was_flag_option_terminator_seen}"; then
            case "${word}" in
            --)
                unset "unparsed_words[${word_index}]"
                # by itself -- is a flag/option terminator, but if it is the last word, it is the start of a completion
                if [[ "${word_index}" -ne "${unparsed_word_indices[${#unparsed_word_indices[@]} - 1]}" ]]; then
                    was_flag_option_terminator_seen=true
                fi
                continue
                ;;
            -*)
                # ${word} is a flag or an option
                # If ${word} is an option, mark that the next word to be parsed is an option value
                local option
                for option in "${repeating_options[@]}" "${non_repeating_options[@]}"; do
                    [[ "${word}" = "${option}" ]] && is_parsing_option_value=true && break
                done

                # Remove ${word} from ${non_repeating_flags} or ${non_repeating_options} so it isn't offered again
                local not_found=true
                local -i index
                for index in "${!non_repeating_flags[@]}"; do
                    if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                        unset "non_repeating_flags[${index}]"
                        non_repeating_flags=("${non_repeating_flags[@]}")
                        not_found=false
                        break
                    fi
                done
                if "${not_found}"; then
                    for index in "${!non_repeating_flags[@]}"; do
                        if [[ "${non_repeating_flags[${index}]}" = "${word}" ]]; then
                            unset "non_repeating_flags[${index}]"
                            non_repeating_flags=("${non_repeating_flags[@]}")
                            break
                        fi
                    done
                fi
                unset "unparsed_words[${word_index}]"
                continue
                ;;
            esac
        fi

        # ${word} is neither a flag, nor an option, nor an option value
        if [[ "${positional_number}" -lt "${positional_count}" || "${positional_count}" -lt 0 ]]; then
            # ${word} is a positional
            ((positional_number++))
            unset "unparsed_words[${word_index}]"
        else
            if [[ -z "${word}" ]]; then
                # Could be completing a flag, option, or subcommand
                positional_number=-1
            else
                # ${word} is a subcommand or invalid, so stop processing this (sub)command
                positional_number=-2
            fi
            break
        fi
    done

    unparsed_words=("${unparsed_words[@]}")

    if\
        ! "${was_flag_option_terminator_seen}"\
        && ! "${is_parsing_option_value}"\
        && [[ ("${cur}" = -* && "${positional_number}" -ge 0) || "${positional_number}" -eq -1 ]]
    then
        COMPREPLY+=($(compgen -W "${repeating_flags[*]} ${non_repeating_flags[*]} ${repeating_options[*]} ${non_repeating_options[*]}" -- "${cur}"))
    fi
}

__brokkr-release_add_completions() {
    local completion
    while IFS='' read -r completion; do
        COMPREPLY+=("${completion}")
    done < <(IFS=$'\n' compgen "${@}" -- "${cur}")
}

__brokkr-release_custom_complete() {
    if [[ -n "${cur}" || -z ${COMP_WORDS[${COMP_CWORD}]} || "${COMP_LINE:${COMP_POINT}:1}" != ' ' ]]; then
        local -ar words=("${COMP_WORDS[@]}")
    else
        local -ar words=("${COMP_WORDS[@]::${COMP_CWORD}}" '' "${COMP_WORDS[@]:${COMP_CWORD}}")
    fi

    "${COMP_WORDS[0]}" "${@}" "${words[@]}"
}

_brokkr-release() {
    local state
    state="$(shopt -p;shopt -po)"
    trap "${state//$'\n'/;}" RETURN
    shopt -s extglob
    set +o history +o posix

    local -xr SAP_SHELL=bash
    local -x SAP_SHELL_VERSION
    SAP_SHELL_VERSION="$(IFS='.';printf %s "${BASH_VERSINFO[*]}")"
    local -r SAP_SHELL_VERSION

    local -r cur="${2}"
    local -r prev="${3}"

    local -i positional_number
    local -a unparsed_words=("${COMP_WORDS[@]:1:${COMP_CWORD}}")

    local -a repeating_flags=()
    local -a non_repeating_flags=(--version -h --help)
    local -a repeating_options=()
    local -a non_repeating_options=(-C --repo -c --config --color)
    __brokkr-release_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    next|plan|check|config|stamp|rehearse|cut|test|build|approve|reject|publish|push|status|rollback|resume|abort|unlock|verify|history|show|changelog|init|schema|doctor|prune|workflows|completion|help)
        # Offer subcommand argument completions
        "_brokkr-release_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'next plan check config stamp rehearse cut test build approve reject publish push status rollback resume abort unlock verify history show changelog init schema doctor prune workflows completion help' -- "${cur}"))
        ;;
    esac
}

_brokkr-release_next() {
    repeating_flags=()
    non_repeating_flags=(--explain --fetch --all --json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--bump --pre --component -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--bump')
        __brokkr-release_add_completions -W 'auto'$'\n''major'$'\n''minor'$'\n''patch'
        return
        ;;
    '--pre')
        __brokkr-release_add_completions -W 'rc'$'\n''beta'$'\n''alpha'
        return
        ;;
    '--component')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_plan() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=(--input)
    non_repeating_options=(--out --component -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--input')
        __brokkr-release_add_completions -d
        return
        ;;
    '--out')
        __brokkr-release_add_completions -f
        return
        ;;
    '--component')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_check() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --repo -c --config --color)
    __brokkr-release_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_config() {
    repeating_flags=()
    non_repeating_flags=(--origin --json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --repo -c --config --color)
    __brokkr-release_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_stamp() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--component -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--component')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_rehearse() {
    repeating_flags=()
    non_repeating_flags=(--sample --json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--component -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--component')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_cut() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --no-follow --json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=(--force)
    non_repeating_options=(--pre --output --follow-for --component -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--pre')
        __brokkr-release_add_completions -W 'rc'$'\n''beta'$'\n''alpha'
        return
        ;;
    '--force')
        return
        ;;
    '--output')
        __brokkr-release_add_completions -d
        return
        ;;
    '--follow-for')
        return
        ;;
    '--component')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_test() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--component -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--component')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_build() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--image --platform --output --component -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--image')
        return
        ;;
    '--platform')
        return
        ;;
    '--output')
        __brokkr-release_add_completions -d
        return
        ;;
    '--component')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_approve() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--key --run -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--key')
        __brokkr-release_add_completions -f
        return
        ;;
    '--run')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_reject() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--reason --run -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--reason')
        return
        ;;
    '--run')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_publish() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=(--input)
    non_repeating_options=(--plan --component -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--plan')
        __brokkr-release_add_completions -f
        return
        ;;
    '--input')
        __brokkr-release_add_completions -d
        return
        ;;
    '--component')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __brokkr-release_add_completions -W "$(__brokkr-release_custom_complete ---completion publish -- positional@0 "${COMP_CWORD}" "$(__brokkr-release_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_brokkr-release_push() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=(--input --image)
    non_repeating_options=(--as --registry -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--as')
        return
        ;;
    '--input')
        __brokkr-release_add_completions -d
        return
        ;;
    '--image')
        return
        ;;
    '--registry')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_status() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --repo -c --config --color)
    __brokkr-release_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_rollback() {
    repeating_flags=()
    non_repeating_flags=(--purge --undo --dry-run --json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=(--keep --force)
    non_repeating_options=(--to --component -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--to')
        __brokkr-release_add_completions -W "$(__brokkr-release_custom_complete ---completion rollback -- --to "${COMP_CWORD}" "$(__brokkr-release_cursor_index_in_current_word)")"
        return
        ;;
    '--keep')
        return
        ;;
    '--force')
        return
        ;;
    '--component')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __brokkr-release_add_completions -W "$(__brokkr-release_custom_complete ---completion rollback -- positional@0 "${COMP_CWORD}" "$(__brokkr-release_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_brokkr-release_resume() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=(--input --force)
    non_repeating_options=(-C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--input')
        __brokkr-release_add_completions -d
        return
        ;;
    '--force')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __brokkr-release_add_completions -W "$(__brokkr-release_custom_complete ---completion resume -- positional@0 "${COMP_CWORD}" "$(__brokkr-release_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_brokkr-release_abort() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=(--force)
    non_repeating_options=(-C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--force')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __brokkr-release_add_completions -W "$(__brokkr-release_custom_complete ---completion abort -- positional@0 "${COMP_CWORD}" "$(__brokkr-release_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_brokkr-release_unlock() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_verify() {
    repeating_flags=()
    non_repeating_flags=(--deep --json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--component -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--component')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __brokkr-release_add_completions -W "$(__brokkr-release_custom_complete ---completion verify -- positional@0 "${COMP_CWORD}" "$(__brokkr-release_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_brokkr-release_history() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--component -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--component')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_show() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--component -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--component')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __brokkr-release_add_completions -W "$(__brokkr-release_custom_complete ---completion show -- positional@0 "${COMP_CWORD}" "$(__brokkr-release_cursor_index_in_current_word)")"
        return
        ;;
    esac
}

_brokkr-release_changelog() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--component -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--component')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_init() {
    repeating_flags=()
    non_repeating_flags=(--dry-run --apply --json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=(--reviewer)
    non_repeating_options=(-C --repo -c --config --color)
    __brokkr-release_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--reviewer')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_schema() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --repo -c --config --color)
    __brokkr-release_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_doctor() {
    repeating_flags=()
    non_repeating_flags=(--fix --adopt-ledger --json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--for -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--for')
        __brokkr-release_add_completions -W 'release'$'\n''rollback'
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_prune() {
    repeating_flags=()
    non_repeating_flags=(--untagged --released --dry-run --json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--pr --older-than -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--pr')
        return
        ;;
    '--older-than')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_workflows() {
    repeating_flags=()
    non_repeating_flags=(--version -h --help)
    repeating_options=()
    non_repeating_options=()
    __brokkr-release_offer_flags_options 0

    # Offer subcommand / subcommand argument completions
    local -r subcommand="${unparsed_words[0]}"
    unset 'unparsed_words[0]'
    unparsed_words=("${unparsed_words[@]}")
    case "${subcommand}" in
    write|check|start|cells)
        # Offer subcommand argument completions
        "_brokkr-release_workflows_${subcommand}"
        ;;
    *)
        # Offer subcommand completions
        COMPREPLY+=($(compgen -W 'write check start cells' -- "${cur}"))
        ;;
    esac
}

_brokkr-release_workflows_write() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=(--replace)
    non_repeating_options=(--to -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--to')
        __brokkr-release_add_completions -d
        return
        ;;
    '--replace')
        __brokkr-release_add_completions -f
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_workflows_check() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--to -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--to')
        __brokkr-release_add_completions -d
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_workflows_start() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--component -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '--component')
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_workflows_cells() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(--changed -C --repo -c --config --color)
    __brokkr-release_offer_flags_options 0

    # Offer option value completions
    case "${prev}" in
    '--changed')
        __brokkr-release_add_completions -f
        return
        ;;
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac
}

_brokkr-release_completion() {
    repeating_flags=()
    non_repeating_flags=(--json --quiet -q --verbose -v --debug --no-input --yes --version -h --help)
    repeating_options=()
    non_repeating_options=(-C --repo -c --config --color)
    __brokkr-release_offer_flags_options 1

    # Offer option value completions
    case "${prev}" in
    '-C'|'--repo')
        __brokkr-release_add_completions -d
        return
        ;;
    '-c'|'--config')
        __brokkr-release_add_completions -f
        return
        ;;
    '--color')
        __brokkr-release_add_completions -W 'auto'$'\n''always'$'\n''never'
        return
        ;;
    esac

    # Offer positional completions
    case "${positional_number}" in
    1)
        __brokkr-release_add_completions -W 'bash'$'\n''zsh'$'\n''fish'
        return
        ;;
    esac
}

_brokkr-release_help() {
    repeating_flags=()
    non_repeating_flags=(--version)
    repeating_options=()
    non_repeating_options=()
    __brokkr-release_offer_flags_options -1
}

complete -o filenames -F _brokkr-release brokkr-release
