module threelo

go 1.26.0

// This release needs a commit of ultraviolet that cannot be downloaded.
exclude charm.land/bubbletea/v2 v2.1.1

require (
	charm.land/bubbles/v2 v2.2.1 // github.com/charmbracelet/bubbles, v2
	charm.land/bubbletea/v2 v2.0.10 // github.com/charmbracelet/bubbletea, v2
	charm.land/lipgloss/v2 v2.0.6 // github.com/charmbracelet/lipgloss, v2
	codeberg.org/go-fonts/dejavu v0.4.0
	github.com/adrg/xdg v0.5.3
	github.com/atotto/clipboard v0.1.4
	github.com/charmbracelet/colorprofile v0.4.3
	github.com/charmbracelet/ultraviolet v0.0.0-20260811164956-006e29f97886
	github.com/charmbracelet/x/ansi v0.11.8
	github.com/creack/pty v1.1.24
	github.com/goccy/go-yaml v1.19.2
	github.com/mattn/go-runewidth v0.0.30 // v0.0.26 and v0.0.27 cost 30 ms at start
	github.com/rogpeppe/go-internal v1.14.1
	github.com/spf13/cobra v1.10.2
	golang.org/x/image v0.25.0
	golang.org/x/oauth2 v0.37.0
	golang.org/x/sys v0.38.0
	golang.org/x/term v0.37.0
)
