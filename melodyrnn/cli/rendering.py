"""`melodyrnn render`: a MIDI file as sound."""

from __future__ import annotations

from pathlib import Path

import click

from melodyrnn.export.audio import MAX_SAMPLE_RATE, MIN_SAMPLE_RATE, Audio, render_audio
from melodyrnn.export.sound_file import write_audio
from melodyrnn.midi.reading import read_midi
from melodyrnn.whole_file import make_folder


@click.command("render")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.mid")
@click.option("--out", type=click.Path(path_type=Path), metavar="X.wav",
              help="Sound file: .wav, .flac or .ogg.  [default: FILE.wav, here]")  # fmt: skip
@click.option("--soundfont", type=click.Path(path_type=Path), metavar="X.sf2",
              help="Instruments to play.  [default: the first found here]")  # fmt: skip
@click.option("--sample-rate", type=click.IntRange(MIN_SAMPLE_RATE, MAX_SAMPLE_RATE),
              default=44_100, show_default=True, metavar="N", help="Frames a second.")  # fmt: skip
def command(file: Path, out: Path | None, soundfont: Path | None, sample_rate: int) -> None:
    """Turn a MIDI file into sound.

    Example: melodyrnn render takes/take-1.mid --out take-1.wav
    """
    piece = read_midi(file)
    out = out or Path(file.name).with_suffix(".wav")
    audio = render_audio(piece, soundfont=soundfont, sample_rate=sample_rate)
    make_folder(out.parent)
    write_audio(audio, out)
    click.echo(f"{out}  {audio.seconds:.1f} s, peak {_peak(audio):.2f} of full scale")


def _peak(audio: Audio) -> float:
    samples = audio.samples
    return max(float(samples.max(initial=0)), -float(samples.min(initial=0)))
