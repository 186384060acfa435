extension Explanation {
    /// Rows that cannot be read: nothing is guessed, and a file is read as a whole or refused as a whole.
    static let tables = [
        Explanation(
            "E201", "A row has more or fewer fields than the header. Guessing which belongs where would move values.",
            "Look for a missing quote or an extra delimiter there; `refuse-rows FILE` sets such rows aside in a list."),
        Explanation(
            "E202", "A quote stands inside a field that does not begin with one, so where the field ends is unclear.",
            "Put the whole field in quotes and write quotes inside it twice."),
        Explanation(
            "E203", "A quoted field goes on after its closing quote.",
            "Write a quote that belongs to the text twice; spaces belong inside the quotes."),
        Explanation(
            "E204", "A quote is opened and never closed; everything behind it would be one field.",
            "Close it, or write it twice if it belongs to the text."),
        Explanation(
            "E205", "A carriage return stands alone: the file has the line ends of very old systems.",
            "Convert them: tr '\\r' '\\n' < old.csv > new.csv."),
        Explanation(
            "E206", "A NUL byte stands in the text: the file is damaged, or in UTF-16.",
            "If every second byte is NUL add: encoding utf-16."),
        Explanation(
            "E207", "The bytes are no UTF-8. Replacing them would change names.",
            "If you know the encoding say so: encoding windows-1252, or latin1."),
        Explanation(
            "E208", "The file is in a wide encoding such as UTF-16, by its first bytes.",
            "Add: encoding utf-16, or convert it with iconv."),
        Explanation("E209", "The file is empty.", "The first line names the columns."),
        Explanation(
            "E210", "Two columns have one name, so a question about it could mean either.",
            "Rename one, or add: rename-duplicates."),
        Explanation("E211", "A column has no name.", "Give it one in the header."),
        Explanation("E212", "A column was asked for that the file does not have.", "The error lists those it has."),
        Explanation(
            "E213", "A row has no id, so it can be neither matched nor named.", "Give every row an id of its own."),
        Explanation(
            "E214", "A value in a column of numbers is no number. Only an empty field is missing; `NA` is Namibia.",
            "Correct it, empty it, or add `decimal comma` if the file has decimal commas."),
        Explanation(
            "E215", "A number is larger than can be computed with.", "Check it: numbers go up to about 1.8e308."),
        Explanation(
            "E216", "A field is so long that it is most likely several.",
            "Look for a quote that is never closed; `limit field=BYTES` raises the limit."),
        Explanation(
            "E217", "A row is so long that it is most likely several.",
            "Look for missing line ends; `limit line=BYTES` raises the limit."),
        Explanation(
            "E218", "The header has more columns than a table of people has.",
            "A row is a person or case, a column a property; `limit columns=N` raises the limit."),
        Explanation(
            "E219", "A column has so many different values that nobody would compare them.",
            "Use it as the id, or leave it out of `by`; `limit groups=N` raises the limit."),
        Explanation("E220", "The compressed file is damaged.", "Copy it again and check it with: gzip -t."),
        Explanation(
            "E221", "The compressed file ends too early; rows at its end would be lost in silence.",
            "It may still be being written. Copy it again and check it with: gzip -t."),
        Explanation(
            "E222", "The compressed file grows so much that it may be meant to fill the memory.",
            "If you trust it, decompress it first: gzip -d."),
        Explanation("E223", "Behind the end of the compressed file stand other bytes.", "Check it with: gzip -t."),
        Explanation(
            "E224", "So many rows would be set aside that this is not the file it is taken for.",
            "Check delimiter and header; `limit refused=N` raises the limit."),
        Explanation(
            "E225", "An id stands twice, so what it names is unclear.", "Remove the repeated row, or choose another id."
        ),
        Explanation("E226", "That byte cannot separate fields.", "Use one of , ; | or a tab."),
        Explanation(
            "E227", "A byte is no character of the encoding that was declared.",
            "The file is damaged or in another encoding."),
        Explanation(
            "E228", "The first bytes of the file tell of another encoding than was declared.",
            "Declare the one it says, or leave the encoding out."),
        Explanation(
            "E229", "UTF-16 was declared, and the file does not say in which order its bytes are.",
            "Add: encoding utf-16le, or utf-16be."),
        Explanation(
            "E230", "There are more errors than are listed.", "Correct those that are and read the file again."),
        Explanation(
            "E231", "Some lines end in LF, others in CR LF. Both are read; the file was likely put together from two.",
            "Nothing need be done."),
        Explanation(
            "E232", "A line of JSON Lines is no object.", "Each line is one object: {\"region\": \"Afar\", …}."),
        Explanation("E233", "The JSON breaks the rules of JSON at this place.", "Correct it there."),
        Explanation(
            "E234", "The file ends in the middle of an object.", "It may still be being written; copy it again."),
        Explanation("E235", "A line ends in the middle of an object.", "An object stands on one line."),
        Explanation("E236", "Text goes on behind an object.", "One object a line, and nothing else."),
        Explanation(
            "E237", "A value is no JSON.", "Texts stand in double quotes; numbers have no leading zeros or plus."),
        Explanation("E238", "A JSON text holds what must be escaped, or an escape there is not.", "Correct the text."),
        Explanation("E239", "Values are nested deeper than rows are.", "A row holds single values."),
        Explanation("E241", "A name stands twice in one object; which value counts is unclear.", "Remove one."),
        Explanation(
            "E242", "An object has a name that the first one has not: a misspelling would make a column of its own.",
            "Correct it, or give the first object all names, empty ones as null."),
        Explanation(
            "E243", "A column holds an object or list where one value is expected.", "Give each part a column."),
        Explanation("E244", "A number stands in quotes, which makes it a text.", "Write it without quotes."),
        Explanation("E245", "The file holds no object that can be read.", "JSON Lines have one object a line."),
        Explanation("E246", "A clause about delimited rows was given for JSON Lines.", "Leave it out."),
        Explanation(
            "E247", "The objects have more names than a table of people has columns.",
            "`limit columns=N` raises the limit."),
        Explanation(
            "E248", "Two names look the same and are written in different code points.", "Write them in one form (NFC)."
        ),
        Explanation(
            "E249", "A value in a column of time is no day and no moment.",
            "Write 2026-01-31, or 2026-01-31T06:30:15+03:00."),
        Explanation(
            "E250", "Moments have an offset, and where the days begin was not said.", "Add: zone Africa/Nairobi."),
        Explanation(
            "E260", "A workbook (.xlsx) is an archive of parts; one of them is missing, cut or not what it should be.",
            "Open it in a spreadsheet program and save it anew."),
        Explanation(
            "E261", "Workbooks of the older format .xls, and locked ones, cannot be read.",
            "Save it as .xlsx without a password, or as CSV."),
        Explanation("E262", "The workbook is locked with a password.", "Save it without one."),
        Explanation(
            "E263", "A workbook is read as a whole, and this one is larger than is safe.",
            "Save the sheet as CSV: such a file is read piece by piece."),
        Explanation("E264", "The workbook has no sheet of this name.", "The error lists those it has."),
        Explanation(
            "E265", "A cell holds an error such as #N/A or #DIV/0!, which is no value.",
            "Mend the formula, or leave the cell empty where a value is missing."),
        Explanation(
            "E266", "A formula was stored without the value it had, so there is nothing to read.",
            "Open the workbook in a spreadsheet program and save it."),
        Explanation(
            "E267", "A workbook says itself how its text is written, and its numbers have no decimal comma.",
            "Leave the clause out."),
        Explanation("E268", "A sheet is asked for, but the file is no workbook.", "Leave `sheet` out."),
        Explanation(
            "E269", "A note: which sheet of a workbook was read, or that cells are merged.",
            "Say `sheet NAME` for another one."),
        Explanation(
            "E259", "A group told from a column, such as `month`, would have the name of a column that is there.",
            "Rename that column in the file."),
    ]

    /// Files as a whole.
    static let files = [
        Explanation(
            "E240", "The text is no JSON at this place.",
            "Correct it there; if it ends too early, it may still be being written."),
        Explanation(
            "E251", "The file cannot be opened.", "Check its name, the folder you are in, and its permissions."),
        Explanation(
            "E252",
            "At that path is a folder, a pipe or a device where a file is expected; none of them is waited for.",
            "Name a file; `-` is the standard input."),
        Explanation("E253", "The file is larger than files of its kind are.", "Check that it is the one you mean."),
        Explanation(
            "E254", "A file cannot be created there.", "Check that the folder exists and that you may write to it."),
        Explanation(
            "E255", "A file of that name exists, and results are never written over files unasked.",
            "Choose another name, or add `force` where the command has it."),
        Explanation(
            "E256", "Reading or writing failed on the way: the disk is full, was taken away, or is damaged.",
            "What was there before is as it was. Make room and try again."),
        Explanation(
            "E257", "The path leads out of where it may, or has a form that is not taken.",
            "Name a file below this folder, with / between its parts."),
        Explanation(
            "E258", "The work was stopped, by Ctrl-C or by the system. Nothing was changed.",
            "Run it again when you like."),
        Explanation(
            "E680", "What was printed could not be written: the disk is full, or nobody reads it any more.",
            "Make room; the figures themselves were computed."),
        Explanation(
            "E681", "The terminal could not be set to edit lines.", "Set TERM=dumb to have lines read without editing."),
        Explanation(
            "E812", "The program does not see its own arguments: the system shows them in /proc, which is not mounted.",
            "Mount /proc in the container or root folder."),
    ]
}
