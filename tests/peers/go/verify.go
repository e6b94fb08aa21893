// Command verify checks a log's files with the Go team's own note and tlog packages.
//
//	verify FOLDER VKEY OLD-SIZE [INDEX...]
//
// It verifies the checkpoint's signature, that each entry stands where its bundle says, and that the tree of
// OLD-SIZE begins the log. It prints "ok SIZE", or the reason on standard error.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// files reads tiles from a folder; the paths differ from the checksum database's in their first part only.
type files string

func (folder files) Height() int                         { return 8 }
func (folder files) SaveTiles(_ []tlog.Tile, _ [][]byte) {}

func (folder files) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var found [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), "tile/8/data/", "tile/entries/", 1)
		path = strings.Replace(path, "tile/8/", "tile/", 1)
		data, err := os.ReadFile(filepath.Join(string(folder), path))
		if err != nil {
			return nil, err
		}
		found = append(found, data)
	}
	return found, nil
}

func entry(folder files, index, size int64) ([]byte, error) {
	tile := tlog.TileForIndex(8, tlog.StoredHashIndex(0, index))
	tile.L, tile.W = -1, int(min(256, size-tile.N*256))
	data, err := folder.ReadTiles([]tlog.Tile{tile})
	if err != nil {
		return nil, err
	}
	rest := data[0]
	for skip := index % 256; ; skip-- {
		length := 2 + int(binary.BigEndian.Uint16(rest))
		if skip == 0 {
			return rest[2:length], nil
		}
		rest = rest[length:]
	}
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

func check(folder files, vkey string, oldSize int64, indices []int64) (int64, error) {
	signed, err := os.ReadFile(filepath.Join(string(folder), "checkpoint"))
	if err != nil {
		return 0, err
	}
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return 0, err
	}
	opened, err := note.Open(signed, note.VerifierList(verifier))
	if err != nil {
		return 0, err
	}
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return 0, err
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		return 0, err
	}
	// The reader proves every tile against the root before it hands out a hash of it.
	reader := tlog.TileHashReader(tlog.Tree{N: size, Hash: root}, folder)
	for _, index := range indices {
		data, err := entry(folder, index, size)
		if err != nil {
			return 0, err
		}
		proof, err := tlog.ProveRecord(size, index, reader)
		if err != nil {
			return 0, err
		}
		if err := tlog.CheckRecord(proof, size, root, index, tlog.RecordHash(data)); err != nil {
			return 0, fmt.Errorf("entry %d: %w", index, err)
		}
	}
	oldRoot, err := tlog.TreeHash(oldSize, reader)
	if err != nil {
		return 0, err
	}
	claimed, err := os.ReadFile(filepath.Join(string(folder), "old-root"))
	if err != nil || !bytes.Equal(bytes.TrimSpace(claimed), []byte(oldRoot.String())) {
		return 0, fmt.Errorf("the tree of %d entries is %v, not %s", oldSize, oldRoot, claimed)
	}
	proof, err := tlog.ProveTree(size, oldSize, reader)
	if err != nil {
		return 0, err
	}
	return size, tlog.CheckTree(proof, size, root, oldSize, oldRoot)
}

func main() {
	var numbers []int64
	for _, argument := range os.Args[3:] {
		number, err := strconv.ParseInt(argument, 10, 64)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		numbers = append(numbers, number)
	}
	size, err := check(files(os.Args[1]), os.Args[2], numbers[0], numbers[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("ok", size)
}
