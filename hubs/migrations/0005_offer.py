"""Services, topics and how they are kept true; what is searched is kept by triggers."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import familyhubs.database.encryption

SEARCH = """
CREATE FUNCTION hubs_keep_search_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.search_text := lower(unaccent(concat_ws(' ',
        NEW.name, NEW.summary, NEW.target_group,
        (SELECT name FROM accounts_organisation WHERE id = NEW.provider_id),
        (SELECT string_agg(concat_ws(' ', t.name, t.family_words, t.synonyms), ' ' ORDER BY t.code)
         FROM hubs_service_topics st JOIN hubs_topic t ON t.id = st.topic_id
         WHERE st.service_id = NEW.id),
        NEW.description)));
    RETURN NEW;
END $$;
CREATE TRIGGER service_search_text BEFORE INSERT OR UPDATE ON hubs_service
    FOR EACH ROW EXECUTE FUNCTION hubs_keep_search_text();

CREATE FUNCTION hubs_topics_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'DELETE' THEN
        UPDATE hubs_service SET search_text = '' WHERE id = NEW.service_id;
    END IF;
    IF TG_OP <> 'INSERT' THEN
        UPDATE hubs_service SET search_text = '' WHERE id = OLD.service_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER service_topics_changed AFTER INSERT OR UPDATE OR DELETE ON hubs_service_topics
    FOR EACH ROW EXECUTE FUNCTION hubs_topics_changed();

CREATE FUNCTION hubs_topic_reworded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE hubs_service SET search_text = ''
    WHERE id IN (SELECT service_id FROM hubs_service_topics WHERE topic_id = NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER topic_reworded AFTER UPDATE OF name, family_words, synonyms ON hubs_topic
    FOR EACH ROW EXECUTE FUNCTION hubs_topic_reworded();

CREATE FUNCTION hubs_provider_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE hubs_service SET search_text = '' WHERE provider_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER provider_renamed AFTER UPDATE OF name ON accounts_organisation
    FOR EACH ROW EXECUTE FUNCTION hubs_provider_renamed();
"""
NO_SEARCH = """
DROP TRIGGER provider_renamed ON accounts_organisation;
DROP FUNCTION hubs_provider_renamed();
DROP TRIGGER topic_reworded ON hubs_topic;
DROP FUNCTION hubs_topic_reworded();
DROP TRIGGER service_topics_changed ON hubs_service_topics;
DROP FUNCTION hubs_topics_changed();
DROP TRIGGER service_search_text ON hubs_service;
DROP FUNCTION hubs_keep_search_text();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("contact", "0001_initial"),
        ("hubs", "0004_network"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ListUpload",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("what", models.CharField(max_length=60)),
                ("file_name", models.CharField(max_length=80)),
                ("content", models.BinaryField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("name", models.CharField(max_length=200)),
                ("slug", models.SlugField(max_length=100, unique=True)),
                ("summary", models.CharField(blank=True, max_length=300)),
                ("description", models.TextField(blank=True, max_length=4000)),
                ("funder", models.CharField(blank=True, max_length=200)),
                ("target_group", models.CharField(blank=True, max_length=200)),
                (
                    "age_bands",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("pre_birth", "Before birth"),
                                ("early_years", "0 to 4 years"),
                                ("primary", "5 to 10 years"),
                                ("teens", "11 to 19 years"),
                                ("parents", "Parents and carers"),
                                ("extra_support", "Extra support, up to 25 with SEND"),
                            ],
                            max_length=15,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("lowest_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("highest_age", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "cost",
                    models.CharField(
                        choices=[("free", "Free"), ("pay", "You pay")], default="free", max_length=4
                    ),
                ),
                ("cost_words", models.CharField(blank=True, max_length=200)),
                (
                    "languages",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=3),
                        blank=True,
                        default=list,
                        help_text="ISO 639 codes.",
                        size=None,
                    ),
                ),
                (
                    "modes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("in_person", "In person"),
                                ("online", "Online"),
                                ("phone", "By phone"),
                                ("home_visit", "At your home"),
                                ("hybrid", "In person or online"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("is_send_friendly", models.BooleanField(default=False)),
                (
                    "access_needs",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("step_free", "Step-free way in"),
                                ("toilet", "Accessible toilet"),
                                ("parking", "Blue Badge parking"),
                                ("hearing_loop", "Hearing loop"),
                                ("bsl", "British Sign Language"),
                                ("interpreter", "Interpreter"),
                                ("baby_changing", "Baby changing"),
                                ("quiet", "Quiet space"),
                            ],
                            max_length=15,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "days",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(
                            choices=[
                                (0, "Monday"),
                                (1, "Tuesday"),
                                (2, "Wednesday"),
                                (3, "Thursday"),
                                (4, "Friday"),
                                (5, "Saturday"),
                                (6, "Sunday"),
                            ]
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("times", models.TextField(blank=True, help_text="In words.", max_length=2000)),
                ("how_to_get_it", models.TextField(blank=True, max_length=2000)),
                ("phone", models.CharField(blank=True, max_length=30)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("website", models.URLField(blank=True, max_length=300)),
                (
                    "is_everywhere",
                    models.BooleanField(
                        default=False,
                        help_text="For everybody, wherever they live: by phone or online.",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("inactive", "Inactive"),
                            ("closed", "Temporarily closed"),
                            ("defunct", "Has ended"),
                        ],
                        default="active",
                        max_length=8,
                    ),
                ),
                ("on_from", models.DateField(blank=True, null=True)),
                (
                    "on_until",
                    models.DateField(blank=True, help_text="The last day it is on.", null=True),
                ),
                ("banner", models.CharField(blank=True, max_length=300)),
                (
                    "source",
                    models.CharField(blank=True, help_text="The list it came by.", max_length=60),
                ),
                ("source_key", models.CharField(blank=True, max_length=200)),
                (
                    "is_edited_here",
                    models.BooleanField(
                        default=False,
                        editable=False,
                        help_text="From now on its list changes it no more.",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("last_assured_on", models.DateField(blank=True, null=True)),
                ("review_due_on", models.DateField()),
                ("search_text", models.TextField(default="", editable=False)),
                (
                    "search",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector(
                            "search_text", config="english"
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
                (
                    "assured_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "owner_card",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contact.contactcard",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="Ask",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("soon", "Review is due soon"),
                            ("due", "Review is due"),
                            ("hidden", "Hidden from the public"),
                            ("problem", "Somebody reported a problem"),
                        ],
                        max_length=7,
                    ),
                ),
                ("due_on", models.DateField(help_text="The review date that it asks about.")),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "card",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contact.contactcard",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asks",
                        to="hubs.service",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ServiceAtSite",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "schedule",
                    models.TextField(blank=True, help_text="When, in words.", max_length=2000),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="at_sites",
                        to="hubs.service",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="services_here",
                        to="hubs.site",
                    ),
                ),
            ],
            options={
                "ordering": ["site__name", "id"],
            },
        ),
        migrations.CreateModel(
            name="ServiceHours",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "weekday",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Monday"),
                            (1, "Tuesday"),
                            (2, "Wednesday"),
                            (3, "Thursday"),
                            (4, "Friday"),
                            (5, "Saturday"),
                            (6, "Sunday"),
                        ]
                    ),
                ),
                ("opens", models.TimeField()),
                ("closes", models.TimeField()),
                (
                    "at",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hours",
                        to="hubs.serviceatsite",
                    ),
                ),
            ],
            options={
                "ordering": ["weekday", "opens"],
            },
        ),
        migrations.CreateModel(
            name="Topic",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("code", models.SlugField(max_length=60, unique=True)),
                ("name", models.CharField(max_length=100)),
                ("family_words", models.CharField(help_text="What families read.", max_length=100)),
                (
                    "is_dfe",
                    models.BooleanField(default=False, help_text="Part of the DfE's own taxonomy."),
                ),
                (
                    "synonyms",
                    models.TextField(blank=True, help_text="Other words that families search for."),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="hubs.topic",
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.AddField(
            model_name="service",
            name="topics",
            field=models.ManyToManyField(blank=True, related_name="services", to="hubs.topic"),
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("base_version", models.PositiveIntegerField()),
                ("changes", models.JSONField(help_text="Each changed field: its new value.")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("approved", "Approved"),
                            ("declined", "Declined"),
                        ],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("reason", models.CharField(blank=True, max_length=500)),
                (
                    "ask",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="proposal",
                        to="hubs.ask",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="hubs.service",
                    ),
                ),
            ],
            options={
                "ordering": ["recorded_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "waiting")),
                        fields=["recorded_at"],
                        name="proposal_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ask__isnull", False), ("proposed_by__isnull", False), _connector="OR"
                        ),
                        name="proposal_from_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None), ("decided_by", None), ("state", "waiting")
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("state__in", ["approved", "declined"]),
                            ),
                            _connector="OR",
                        ),
                        name="proposal_decided_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="proposal_declined_with_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("key", models.UUIDField(unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("out_of_date", "Something here is out of date"),
                            ("closed", "It has closed"),
                            ("extra", "I know something that is missing"),
                            ("other", "Something else"),
                        ],
                        max_length=11,
                    ),
                ),
                (
                    "words",
                    familyhubs.database.encryption.EncryptedTextField(blank=True, default=""),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("what_was_done", models.CharField(blank=True, max_length=500)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="hubs.site",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="problems",
                        to="hubs.service",
                    ),
                ),
            ],
            options={
                "ordering": ["recorded_at", "id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("closed_at", None)),
                        fields=["recorded_at"],
                        name="problem_open",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("service", None), ("site__isnull", False)),
                            models.Q(("service__isnull", False), ("site", None)),
                            _connector="OR",
                        ),
                        name="problem_of_one_entry",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at", None), ("closed_by", None), ("what_was_done", "")
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("closed_by__isnull", False),
                                models.Q(("what_was_done", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="problem_closes_with_what_was_done",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stage", "problem"), _negated=True),
                fields=("service", "due_on", "stage"),
                name="ask_once_a_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("card__isnull", False), ("user", None)),
                    models.Q(("card", None), ("user__isnull", False)),
                    _connector="OR",
                ),
                name="ask_of_one_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="serviceatsite",
            constraint=models.UniqueConstraint(
                fields=("service", "site"), name="service_at_site_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="servicehours",
            constraint=models.UniqueConstraint(
                fields=("at", "weekday", "opens"), name="service_hours_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="servicehours",
            constraint=models.CheckConstraint(
                condition=models.Q(("opens__lt", models.F("closes"))), name="service_hours_in_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="servicehours",
            constraint=models.CheckConstraint(
                condition=models.Q(("weekday__in", [0, 1, 2, 3, 4, 5, 6])),
                name="service_hours_on_a_weekday",
            ),
        ),
        migrations.AddConstraint(
            model_name="topic",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="topic_not_own_parent",
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=django.contrib.postgres.indexes.GinIndex(
                models.F("search"), name="service_by_words"
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass("search_text", "gin_trgm_ops"),
                name="service_by_trigram",
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=models.Index(fields=["status", "review_due_on"], name="service_by_review"),
        ),
        migrations.AddIndex(
            model_name="service",
            index=models.Index(
                django.db.models.functions.text.Upper("name"), name="service_by_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source", ""), _negated=True),
                fields=("source", "source_key"),
                name="service_one_per_source_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("on_from", None),
                    ("on_until", None),
                    ("on_until__gte", models.F("on_from")),
                    _connector="OR",
                ),
                name="service_off_after_on",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("lowest_age", None),
                    ("highest_age", None),
                    ("highest_age__gte", models.F("lowest_age")),
                    _connector="OR",
                ),
                name="service_ages_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("owner", None), ("owner_card", None), _connector="OR"),
                name="service_one_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["active", "inactive", "closed", "defunct"])),
                name="service_status_is_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "age_bands__contained_by",
                        [
                            "pre_birth",
                            "early_years",
                            "primary",
                            "teens",
                            "parents",
                            "extra_support",
                        ],
                    ),
                    (
                        "modes__contained_by",
                        ["in_person", "online", "phone", "home_visit", "hybrid"],
                    ),
                    (
                        "access_needs__contained_by",
                        [
                            "step_free",
                            "toilet",
                            "parking",
                            "hearing_loop",
                            "bsl",
                            "interpreter",
                            "baby_changing",
                            "quiet",
                        ],
                    ),
                    ("days__contained_by", [0, 1, 2, 3, 4, 5, 6]),
                ),
                name="service_lists_are_of_their_kind",
            ),
        ),
        migrations.RunSQL(SEARCH, NO_SEARCH),
    ]
