#!/bin/sh
# Writes the English messages into the program: run after any change below languages/en.
#   sh locales/embed-english.sh
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target="$here/../Sources/Localization/EmbeddedEnglish.swift"
{
    echo '// Generated from locales/languages/en by locales/embed-english.sh; LocalizationTests compares it with the files.'
    echo '// swift-format-ignore-file'
    echo
    echo '/// The English messages, for when no folder of locales can be found or read.'
    echo 'enum EmbeddedEnglish {'
    echo '    /// File names and texts, in the order in which a pack is read.'
    echo '    static let files: [(name: String, text: String)] = ['
    for file in terms dossier plain tool; do
        echo "        (\"$file.ftl\", ####\"\"\""
        cat "$here/languages/en/$file.ftl"
        # The break before the closing quotes is no part of a literal: one more keeps the file's own.
        echo
        echo '"""####),'
    done
    echo '    ]'
    echo '}'
} > "$target"
