"""The quicker first migration changes nothing but its time."""

from django.db import migrations, models
from django.db.migrations.state import ProjectState

from familyhubs.database.migrating import PATCHED, fewer_renderings

OPERATIONS = [
    migrations.CreateModel("House", [("id", models.AutoField(primary_key=True))]),
    migrations.CreateModel("Person", [("id", models.AutoField(primary_key=True))]),
    migrations.AddField(
        "Person", "house", models.ForeignKey("app.House", models.CASCADE, related_name="people")
    ),
    migrations.AddField("House", "number", models.IntegerField(null=True)),
    migrations.AddIndex("House", models.Index(fields=["number"], name="house_by_number")),
    migrations.AddConstraint(
        "Person", models.UniqueConstraint(fields=["house"], name="one_in_a_house")
    ),
    migrations.AddField("House", "first", models.ForeignKey("app.Person", models.CASCADE)),
    migrations.AddIndex("House", models.Index(fields=["-number"], name="house_from_the_last")),
    migrations.RemoveIndex("House", "house_from_the_last"),
    migrations.AlterField("House", "number", models.BigIntegerField(null=True)),
]


def patched():
    return [getattr(owner, name) for owner, name in PATCHED]


def rendered():
    """What every model looks like in the end, to those that change the database by it."""
    state = ProjectState()
    assert not state.apps.get_models()  # From here on each step renders.
    for operation in OPERATIONS:
        operation.state_forwards("app", state)
    # As before a step that looks at models, and at the end.
    state.clear_delayed_apps_cache()
    return {
        model.__name__: (
            sorted((field.name, str(field.related_model)) for field in model._meta.local_fields),
            [field.name for field in model._meta.related_objects],
            [index.name for index in model._meta.indexes],
            [constraint.name for constraint in model._meta.constraints],
            {field.related_model in state.apps.get_models() for field in model._meta.local_fields},
        )
        for model in state.apps.get_models()
    }


def test_every_model_looks_the_same():
    usual = rendered()
    with fewer_renderings():
        assert repr(rendered()) == repr(usual)
    assert usual["House"][2] == ["house_by_number"]
    assert usual["Person"][3] == ["one_in_a_house"]


def test_the_library_is_as_it_was_afterwards():
    before = patched()
    with fewer_renderings():
        assert all(now is not then for now, then in zip(patched(), before, strict=True))
    assert patched() == before
