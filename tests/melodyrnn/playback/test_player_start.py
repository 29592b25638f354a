from __future__ import annotations

from melodyrnn.playback.player import Player
from tests.sounds import FakePorts, Outputs, SteadyBank, until


def test_a_player_that_waits_opens_no_device_before_it_is_started() -> None:
    outputs = Outputs("")
    player = Player(SteadyBank(), opener=outputs, ports=FakePorts(), starts=False)
    try:
        assert not player._outlet._thread.is_alive()
        assert not outputs.opened
        player.start()
        until(lambda: bool(outputs.opened))
    finally:
        player.close()
