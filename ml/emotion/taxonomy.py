"""The GoEmotions labels and the two groupings of the paper (Demszky et al. 2020, section 5 and appendix)."""

LABELS = (
    "admiration amusement anger annoyance approval caring confusion curiosity desire disappointment "
    "disapproval disgust embarrassment excitement fear gratitude grief joy love nervousness optimism "
    "pride realization relief remorse sadness surprise neutral"
).split()
NEUTRAL = LABELS.index("neutral")

EKMAN = {
    "anger": "anger annoyance disapproval",
    "disgust": "disgust",
    "fear": "fear nervousness",
    "joy": "admiration amusement approval caring desire excitement gratitude joy love optimism pride relief",
    "sadness": "sadness disappointment embarrassment grief remorse",
    "surprise": "surprise realization confusion curiosity",
}
VALENCE = {
    "positive": "admiration amusement approval caring desire excitement gratitude joy love optimism pride relief",
    "negative": "anger annoyance disappointment disapproval disgust embarrassment fear grief nervousness remorse sadness",
    "ambiguous": "confusion curiosity realization surprise",
}
GROUPS = [("ekman", name, members.split()) for name, members in EKMAN.items()]
GROUPS += [("valence", name, members.split()) for name, members in VALENCE.items()]

# The model has one output per label, then one per group. "neutral" is its own group in both schemes.
OUTPUTS = LABELS + [f"{scheme}:{name}" for scheme, name, _ in GROUPS]
EKMAN_COLUMNS = [i for i, name in enumerate(OUTPUTS) if name.startswith("ekman:")] + [NEUTRAL]
VALENCE_COLUMNS = [i for i, name in enumerate(OUTPUTS) if name.startswith("valence:")] + [NEUTRAL]


def expand_targets(label_ids: list[int]) -> list[float]:
    """Label ids of one message -> 0/1 target per model output (28 labels, 6 Ekman groups, 3 valence groups)."""
    names = {LABELS[i] for i in label_ids}
    row = [float(label in names) for label in LABELS]
    return row + [float(any(member in names for member in members)) for _, _, members in GROUPS]
