package command

import (
	"runtime"
	"testing"
	"testing/synctest"
	"time"
)

func TestAScreenThatWaitsKeepsOneProcessorAndGivesTheOthersBack(t *testing.T) {
	all := runtime.GOMAXPROCS(0)
	synctest.Test(t, func(t *testing.T) {
		end := rest()
		if n := runtime.GOMAXPROCS(0); n != all {
			t.Errorf("the start has %d of %d processors", n, all)
		}
		time.Sleep(time.Minute) // of this test's own clock
		synctest.Wait()
		if n := runtime.GOMAXPROCS(0); n != 1 {
			t.Errorf("a screen that waits has %d processors", n)
		}
		end()
		if n := runtime.GOMAXPROCS(0); n != all {
			t.Errorf("%d of %d processors came back", n, all)
		}
	})
}

func TestAProcessorIsNotTakenAwayBehindTheEnd(t *testing.T) {
	all := runtime.GOMAXPROCS(0)
	synctest.Test(t, func(t *testing.T) {
		end := rest()
		time.Sleep(time.Second) // the end comes as the others are given up
		end()
		synctest.Wait()
		if n := runtime.GOMAXPROCS(0); n != all {
			t.Errorf("%d of %d processors came back", n, all)
		}
	})
}
