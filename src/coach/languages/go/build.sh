#!/bin/sh
# Builds the harness and what a solution may import, and lists them for the compiler and the linker. Of Go itself only
# these two programs are kept: the `go` command would cost each submit a quarter of a second.
set -eu
here=$(dirname "$(readlink -f "$0")")
scratch=$(mktemp -d)
export HOME="$scratch" GOCACHE="$scratch/cache" GOFLAGS= GO111MODULE=off CGO_ENABLED=0
cd "$here"
mkdir bin packages
tools=$(go env GOTOOLDIR)
cp "$tools/compile" "$tools/link" bin/

# archive PACKAGE: where a package is kept.
archive() {
    echo "packages/$(echo "$1" | tr / _).a"
}

# listed PACKAGE: the line by which compiler and linker find it.
listed() {
    echo "packagefile $1=$here/$(archive "$1")"
}

# The standard packages and all that they need, without debugging data: the linker would read it only to drop it.
go list -export -deps -trimpath -gcflags=all=-dwarf=false -f '{{if .Export}}{{.ImportPath}} {{.Export}}{{end}}' \
    $(cat packages.txt) > "$scratch/built"
while read -r package built; do
    cp "$built" "$(archive "$package")"
    listed "$package" >> program.cfg
done < "$scratch/built"
for package in coach/limits coach; do
    bin/compile -p "$package" -complete -dwarf=false -trimpath "$here=>" -importcfg program.cfg \
        -o "$(archive "$package")" "$package"/*.go
    listed "$package" >> program.cfg
done
echo packagefile solution=solution.a >> program.cfg

# What a solution may import is less than what it is linked with.
for package in coach $(cat packages.txt); do
    listed "$package" >> solution.cfg
done
rm -rf "$scratch"
