"""The transport of the window: plays a score, and tells which tick is heard right now.

    player = Player()
    player.load(Score.of_piece(piece))
    player.play(0)

All methods return at once and may be called from any one thread; the sound is made in others.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from melodyrnn.errors import ExportError
from melodyrnn.export.audio import choose_bank
from melodyrnn.export.tone import ToneBank
from melodyrnn.export.voice import SoundBank
from melodyrnn.music.piece import Piece
from melodyrnn.playback.ahead import Ahead
from melodyrnn.playback.conductor import Conductor
from melodyrnn.playback.devices import SAMPLE_RATE, output_names
from melodyrnn.playback.kit import Kit
from melodyrnn.playback.memory import Memory
from melodyrnn.playback.metronome import Clicks
from melodyrnn.playback.midi_output import MidiOutput
from melodyrnn.playback.midi_ports import Ports, system_ports
from melodyrnn.playback.mixer import Mixer
from melodyrnn.playback.outlet import Opener, Outlet
from melodyrnn.playback.process_output import ProcessOutput
from melodyrnn.playback.schedule import Loop, Plan, SoundKey
from melodyrnn.playback.score import Score
from melodyrnn.playback.state import Leg, Wish


class Player:
    """Plays scores, the metronome, and keys struck by hand.

    bank: the instruments; without one those that export to sound has. opener: opens sound
    devices. now: seconds. ports: the MIDI ports of the computer. starts: at once; else `start`
    is called when there is time for it.
    """

    def __init__(
        self,
        bank: SoundBank | None = None,
        *,
        opener: Opener | None = None,
        now: Callable[[], float] = time.perf_counter,
        ports: Ports | None = None,
        starts: bool = True,
    ) -> None:
        self._bank_message = ""
        kit = self._kit = Kit(bank or self._usual_bank(), SAMPLE_RATE)
        self._memory = Memory.shared()
        self._ahead = Ahead(self._memory)
        opener = opener or partial(ProcessOutput, self._memory)
        self._outlet = Outlet(self._memory, SAMPLE_RATE, opener, now)
        self._wish = Wish(Plan(Score(Piece()), SAMPLE_RATE))
        parts = kit, Mixer(kit, Clicks.at_rate(SAMPLE_RATE)), self._ahead
        self._conductor = Conductor(parts, self._wish, self._outlet.heard, now)
        self._ports = ports or system_ports()
        self._midi = MidiOutput(
            self._ports,
            lambda: self._conductor.state.soundings,
            self._outlet.heard,
            lambda is_open: self._change(is_inner=not is_open),
        )
        self._resting = 0.0
        self._count_in = 0
        self._lock = threading.Lock()
        if starts:
            self.start()

    def start(self) -> None:
        """Starts the threads: from now on there is sound."""
        for thread in (self._outlet, self._conductor, self._midi):
            thread.start()

    # What is played

    def load(self, score: Score) -> None:
        """What to play from now on. While playing it takes over at the same beat."""
        self._change(plan=Plan(score, SAMPLE_RATE))

    def play(self, start_tick: float) -> None:
        """Plays from a tick on, after the count-in if one is set."""
        self._begin(start_tick, self._count_in)

    def pause(self) -> None:
        """Stops at the tick that is heard."""
        if self._wish.is_playing:
            self._resting = self.position()
            self._change(is_playing=False)

    def seek(self, tick: float) -> None:
        """Goes to a tick, and on playing from there if it is playing."""
        if self.is_playing:
            self._begin(tick, 0)
        else:
            self._resting = max(0.0, tick)
            self._change(is_playing=False, start=self._resting, run=self._wish.run + 1)

    def set_loop(self, start: int | None, end: int | None = None) -> None:
        """Repeats from tick `start` up to `end`; None plays on to the end of the music.

        Music that is beyond the end of the loop is not called back.

        Raises:
            ValueError: the end is not after the start.
        """
        if start is None or end is None:
            self._change(loop=None)
        elif not 0 <= start < end:
            raise ValueError("a loop ends after it starts")
        else:
            self._change(loop=Loop(start, end))

    def set_metronome(self, is_on: bool, level: float = 1.0) -> None:
        """Clicks on every beat while playing. level: 0-1, of the count-in too."""
        self._change(is_clicking=is_on, click=level)

    def count_in(self, bars: int) -> None:
        """How many bars are clicked before each `play` from now on; 0 for none."""
        self._count_in = max(0, bars)

    # What can be asked

    @property
    def is_playing(self) -> bool:
        """Whether it plays or counts in; False once the music has ended."""
        return self._wish.is_playing and not self.has_ended

    @property
    def has_ended(self) -> bool:
        """Whether the music was played to its end and has not been started again."""
        leg = self._leg()
        return leg is not None and leg.is_end

    @property
    def is_counting_in(self) -> bool:
        """Whether the count-in is heard."""
        leg = self._leg()
        return leg is not None and leg.kind == "count in"

    def position(self) -> float:
        """The tick that is heard now; where it stands when it does not play."""
        wish = self._wish
        if not wish.is_playing:
            return self._resting
        heard = self._outlet.heard()
        leg = self._leg(heard)
        return wish.start if leg is None or leg.kind == "count in" else leg.tick_at(heard)

    @property
    def underruns(self) -> int:
        """How often sound was missing when the device needed it."""
        return self._ahead.underruns + self._outlet.late

    @property
    def message(self) -> str:
        """What the user should know of the sound, one sentence; empty when all is well."""
        return self._outlet.message or self._midi.message or self._bank_message

    # Keys and volume

    def note_on(self, program: int, pitch: int, velocity: int, is_drum: bool = False) -> None:
        """Sounds a key at once. program: General MIDI, of no meaning for drums."""
        key = SoundKey(0 if is_drum else program, is_drum, pitch)
        self._conductor.key(key, max(1, min(velocity, 127)))
        self._midi.wake()

    def note_off(self, program: int, pitch: int, is_drum: bool = False) -> None:
        """Lets a key go."""
        self._conductor.key(SoundKey(0 if is_drum else program, is_drum, pitch), 0)
        self._midi.wake()

    def panic(self) -> None:
        """Silences everything that sounds; what is playing plays on."""
        self._conductor.hush()
        self._midi.panic()

    def set_master(self, volume: float) -> None:
        """The volume of all sound, 0-1."""
        self._conductor.set_volume(max(0.0, min(volume, 1.0)))

    def use_bank(self, bank: SoundBank) -> None:
        """Other instruments, from the next notes on."""
        self._kit.use_bank(bank)
        self._bank_message = ""
        self._change(plan=Plan(self._wish.plan.score, SAMPLE_RATE))  # anew: its sounds are to make

    # Where it goes

    def outputs(self) -> list[str]:
        """The sound devices there are. Asking takes some milliseconds."""
        return output_names()

    def use_output(self, name: str | None) -> None:
        """Plays on that device as soon as it is there; None for the computer's default one."""
        self._outlet.use(name or "")

    def midi_ports(self) -> list[str]:
        """The external MIDI ports there are."""
        return self._ports.output_names()

    def use_midi_port(self, name: str | None) -> None:
        """Sends the notes to an external instrument instead; None sounds them here again.

        The metronome sounds here always, and the notes too while the port is not connected.
        """
        self._midi.use(name or "")

    def close(self) -> None:
        """Ends all threads and gives device and port back."""
        self._midi.close()
        self._outlet.close()
        self._conductor.close()
        self._memory.remove()

    def _begin(self, tick: float, count_in: int) -> None:
        self._change(
            is_playing=True, start=max(0.0, tick), run=self._wish.run + 1, count_in=count_in
        )

    def _change(self, **changes: object) -> None:
        with self._lock:
            self._wish = replace(self._wish, **changes)  # type: ignore[arg-type]  # see callers
            self._conductor.wish(self._wish)

    def _leg(self, heard: float | None = None) -> Leg | None:
        """The stretch that is heard, None while what was asked for last is still on its way."""
        wish = self._wish
        heard = self._outlet.heard() if heard is None else heard
        legs = [leg for leg in self._conductor.state.legs if leg.run == wish.run]
        legs = [leg for leg in legs if leg.start <= heard]
        return legs[-1] if legs and wish.is_playing else None

    def _usual_bank(self) -> SoundBank:
        try:
            return choose_bank()
        except ExportError as error:
            self._bank_message = str(error)
            return ToneBank()
