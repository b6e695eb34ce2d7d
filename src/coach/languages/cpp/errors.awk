# Of all that the compiler says: the errors, with the candidate's line where there is one. An error inside of the
# standard library belongs to the line that led there, and a brace that is missing at the end to the one left open.

function line_of(text) {
    return match(text, /^solution\.cpp:[0-9]+/) ? substr(text, 14, RLENGTH - 13) : ""
}

# What nobody could give a line counts for the first.
function say(text) {
    tell()
    line = 1
    message = text
}

function tell() {
    if (message == "") return
    told = 1
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

/(out of memory allocating|virtual memory exhausted)/ {
    print "out of memory"
    told = 1
}

/(File size limit exceeded|File too large|No space left on device)/ { say("compiled, this is too large") }

/^{standard input}:.* Error: / { say("assembler: " substr($0, index($0, " Error: ") + 8)) }

{ last = $0 }

END {
    tell()
    if (told) exit
    say(last)
    tell()
}
