# Of all that the compiler says: the errors, with the candidate's line where there is one. An error inside of the
# standard library belongs to the line that led there, and a brace that is missing at the end to the one left open.

function line_of(text) {
    return match(text, /^solution\.cpp:[0-9]+/) ? substr(text, 14, RLENGTH - 13) : ""
}

function tell() {
    if (message == "") return
    sub(/ \[-[A-Za-z=-]*\]$/, "", message)
    gsub(/ \{aka [^}]*\}/, "", message)
    gsub(/ \[with [^\]]*\]/, "", message)
    sub(/ in ‘.*’ \(operand types/, " (operand types", message)
    print (line ? "solution.cpp:" line ": " : "") "error: " message
    message = line = ""
}

{ sub(/^\.\//, "") }

/: +required from here$/ { led_here = line_of($0) }

/: note: to match this/ { if (!line) line = line_of($0) }

match($0, /error: /) {
    begins = RSTART + RLENGTH
    tell()
    line = line_of($0)
    if (!line) line = led_here
    led_here = ""
    message = substr($0, begins)
}

/out of memory allocating/ {
    tell()
    line = 1
    message = "compiling this takes too much memory"
}

END { tell() }
