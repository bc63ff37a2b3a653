package steps

import (
	"testing"
	"time"
)

func TestACopiedSecretIsCountedDownUntilItIsTakenOff(t *testing.T) {
	a := newAdmin(t, "targetprocess")
	a.goes("fields")
	copied := Copied{Value: "client-secret", Way: "sent to your clipboard through this machine's clipboard, for a minute", Clear: noon.Add(time.Minute)}
	a.does(copied, Tick{Now: noon.Add(18 * time.Second)})
	c := a.Screen().Clipped
	if c == nil || c.Value != "client-secret" || c.Until.Sub(c.Now) != 42*time.Second {
		t.Fatalf("the countdown is %+v", c)
	}
	a.does(Back{})
	if a.Screen().Clipped == nil {
		t.Error("on another step nothing tells that the secret lies on the clipboard")
	}
	a.does(Cleared{Value: "client-secret", Text: "the secret was taken off the clipboard; c copies it again"})
	if sc := a.Screen(); sc.Clipped != nil || sc.Notice == "" {
		t.Errorf("taken off, and the screen says %+v, %q", sc.Clipped, sc.Notice)
	}
	a.does(copied, Tick{Now: noon.Add(time.Minute)})
	if a.Screen().Clipped != nil {
		t.Error("the countdown goes on after its end")
	}
	a.does(Copied{Value: "client-secret", Way: "sent to your clipboard through your terminal"})
	if a.Screen().Clipped != nil {
		t.Error("where nobody can take it off, a countdown promises that")
	}
}
