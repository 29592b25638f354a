"""What a training begins from and how, where the user leaves that open: the plan, put to work."""

from __future__ import annotations

from dataclasses import replace

from melodyrnn.checkpoint import read_card
from melodyrnn.course.plan import advise, dropout_for
from melodyrnn.shelf import shelved_models, shipped_folder
from melodyrnn.training.corpus import Gathered
from melodyrnn.training.request import TrainRequest


def advised(request: TrainRequest, gathered: Gathered) -> TrainRequest:
    """A request, completed once it is known how much music there is.

    An open one goes on from the shipped model for such music, with chords or without, where
    the collection is small, else begins from nothing in a size that suits it. Going on from
    a model is done gently.
    """
    if request.is_open:
        request = _closed(request, gathered)
    if request.base is None:
        return replace(request, settings=request.settings.for_core(request.core))
    usual = dropout_for(gathered.notes) if request.dropout is None else request.dropout
    settings = request.settings.for_tuning(gathered.notes)
    return replace(request, settings=settings, dropout=usual)


def _closed(request: TrainRequest, gathered: Gathered) -> TrainRequest:
    shipped, has_chords = shelved_models((shipped_folder(),)), gathered.has_chords
    alike = [model for model in shipped if read_card(model.path).has_chords == has_chords]
    plan = advise(
        gathered.notes,
        len(gathered.lines),
        has_chords=has_chords,
        knows_chords=has_chords and bool(alike),
        has_base=bool(shipped),
    )
    usual = plan.dropout if request.dropout is None else request.dropout
    base = (alike or shipped)[0].path if plan.base else None
    return replace(request, base=base, size=plan.size, dropout=usual, is_open=False)
