#!/bin/sh
# Builds the harness and what a solution may import, and lists them for the compiler and the linker. Of Go itself only
# these two programs are kept: the `go` command would cost each submit a quarter of a second.
set -eu
here=$(dirname "$(readlink -f "$0")")
cd "$here"
mkdir bin packages
export GOCACHE=/tmp/go-cache GOFLAGS= GO111MODULE=off CGO_ENABLED=0 HOME=/tmp
tools=$(go env GOTOOLDIR)
cp "$tools/compile" "$tools/link" bin/

# listed PACKAGE: the line by which compiler and linker find a package.
listed() {
    echo "packagefile $1=$here/packages/$(echo "$1" | tr / _).a"
}

# The standard packages and all that they need, without debugging data: the linker would read it only to drop it.
go list -export -deps -trimpath -gcflags=all=-dwarf=false -f '{{if .Export}}{{.ImportPath}} {{.Export}}{{end}}' \
    $(cat packages.txt) > /tmp/archives
while read -r package archive; do
    cp "$archive" "packages/$(echo "$package" | tr / _).a"
    listed "$package" >> program.cfg
done < /tmp/archives
for package in coach/limits coach; do
    bin/compile -p "$package" -complete -dwarf=false -trimpath "$here=>" -importcfg program.cfg \
        -o "packages/$(echo "$package" | tr / _).a" "$package"/*.go
    listed "$package" >> program.cfg
done
echo packagefile solution=solution.a >> program.cfg

# What a solution may import is less than what it is linked with.
for package in coach $(cat packages.txt); do
    listed "$package" >> solution.cfg
done
rm -rf /tmp/archives "$GOCACHE"
