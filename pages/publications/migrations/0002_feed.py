"""What the feed of changes needs: when something was withdrawn, what is no longer kept, and the epoch."""

from uuid import uuid4

from django.db import migrations, models
from django.utils import timezone


def begin(apps, schema_editor):
    apps.get_model("publications", "FeedEpoch").objects.create(value=uuid4().hex)
    apps.get_model("publications", "Publication").objects.filter(deleted=True).update(deleted_at=timezone.now())


class Migration(migrations.Migration):
    dependencies = [("publications", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="FeedEpoch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.CharField(max_length=32)),
                ("begun_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"verbose_name": "epoch of the feed", "verbose_name_plural": "epochs of the feed"},
        ),
        migrations.AddField(
            model_name="audience",
            name="purged_through",
            field=models.PositiveBigIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="publication",
            name="deleted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(begin, migrations.RunPython.noop, elidable=False),
        migrations.AddIndex(
            model_name="publication",
            index=models.Index(
                condition=models.Q(("deleted", True)), fields=["deleted_at"], name="publication_tombstones"
            ),
        ),
    ]
