import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0001_initial"),
        ("outcomes", "0015_levels"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("stakeholders", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="LeadMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("enquiry", "Enquiry"),
                            ("qualified", "Qualified"),
                            ("site visit", "Site visit"),
                            ("offer", "Offer"),
                            ("decided here", "Decided here"),
                            ("decided elsewhere", "Decided elsewhere"),
                            ("dropped", "Dropped"),
                        ],
                        max_length=20,
                    ),
                ),
                ("on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="LeadMoveEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("enquiry", "Enquiry"),
                            ("qualified", "Qualified"),
                            ("site visit", "Site visit"),
                            ("offer", "Offer"),
                            ("decided here", "Decided here"),
                            ("decided elsewhere", "Decided elsewhere"),
                            ("dropped", "Dropped"),
                        ],
                        max_length=20,
                    ),
                ),
                ("on", models.DateField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="NotTheSame",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="NotTheSameEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("named", "Named"),
                            ("office", "Office"),
                            ("parties", "Parties"),
                            ("shared", "Shared"),
                            ("public", "Public"),
                        ],
                        default="office",
                        max_length=10,
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("basis", "One is FOB, the other CIF"),
                            ("timing", "Counted at different times"),
                            ("transit", "Re-exports or transit"),
                            ("partner", "Partner counted by origin here, by destination there"),
                            ("system", "Different trade systems"),
                            ("confidentiality", "Part of it is kept confidential"),
                            ("rate", "Different exchange rates"),
                            ("mistake", "One of the two was a mistake"),
                            ("other", "Another cause"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("theirs", "We take over the other side's figure"),
                            ("asked", "We asked the other side to confirm ours"),
                            ("both right", "Two figures, both right"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("standing", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="SettlementEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("named", "Named"),
                            ("office", "Office"),
                            ("parties", "Parties"),
                            ("shared", "Shared"),
                            ("public", "Public"),
                        ],
                        default="office",
                        max_length=10,
                    ),
                ),
                (
                    "cause",
                    models.CharField(
                        choices=[
                            ("basis", "One is FOB, the other CIF"),
                            ("timing", "Counted at different times"),
                            ("transit", "Re-exports or transit"),
                            ("partner", "Partner counted by origin here, by destination there"),
                            ("system", "Different trade systems"),
                            ("confidentiality", "Part of it is kept confidential"),
                            ("rate", "Different exchange rates"),
                            ("mistake", "One of the two was a mistake"),
                            ("other", "Another cause"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("theirs", "We take over the other side's figure"),
                            ("asked", "We asked the other side to confirm ours"),
                            ("both right", "Two figures, both right"),
                        ],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(max_length=500)),
                ("standing", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("letter of intent", "Letter of intent"),
                            ("contract", "Contract"),
                            ("realised", "Realised"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reached_first", models.DateField()),
                ("reached_last", models.DateField()),
            ],
            options={
                "ordering": ["reached_first", "pk"],
            },
        ),
        migrations.CreateModel(
            name="StepEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("letter of intent", "Letter of intent"),
                            ("contract", "Contract"),
                            ("realised", "Realised"),
                        ],
                        max_length=16,
                    ),
                ),
                ("reached_first", models.DateField()),
                ("reached_last", models.DateField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ThirdPartyRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("issuer", models.CharField(max_length=200)),
                ("number", models.CharField(max_length=120)),
                ("handed_in_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("accepted", models.BooleanField(blank=True, null=True)),
                ("why_not", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["handed_in_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ThirdPartyRecordEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("issuer", models.CharField(max_length=200)),
                ("number", models.CharField(max_length=120)),
                ("handed_in_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("accepted", models.BooleanField(blank=True, null=True)),
                ("why_not", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="claim",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="claim",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="claim",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="confirmation",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="confirmation",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="confirmation",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="lead",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="lead",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="lead",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="outcome",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="outcome",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="outcome",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="claim",
            name="checked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="claim",
            name="checked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="claimevent",
            name="checked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="claimevent",
            name="checked_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="band",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name="confirmationevent",
            name="band",
            field=models.CharField(blank=True, max_length=24),
        ),
        migrations.AddField(
            model_name="lead",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="leads_carried",
                to="stakeholders.organisation",
            ),
        ),
        migrations.AddField(
            model_name="lead",
            name="outcome",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="leads",
                to="outcomes.outcome",
            ),
        ),
        migrations.AddField(
            model_name="leadevent",
            name="organisation",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="stakeholders.organisation",
            ),
        ),
        migrations.AddField(
            model_name="leadevent",
            name="outcome",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="outcomes.outcome",
            ),
        ),
        migrations.AddField(
            model_name="outcome",
            name="merged_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="outcome",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="merged",
                to="outcomes.outcome",
            ),
        ),
        migrations.AddField(
            model_name="outcomeevent",
            name="merged_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="outcomeevent",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="outcomes.outcome",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_claimevent" ("acknowledged_at", "amount", "audience", "basis", "checked_at", "checked_by_id", "created_at", "created_by_id", "currency", "evidence", "external_id", "id", "idempotency_key", "learnt_on", "note", "occurred_first", "occurred_last", "organisation_id", "outcome_id", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rate", "sample", "sector", "side", "source", "superseded_by_id", "title", "withdrawn_at", "withdrawn_reason") SELECT new_values."acknowledged_at", new_values."amount", new_values."audience", new_values."basis", new_values."checked_at", new_values."checked_by_id", new_values."created_at", new_values."created_by_id", new_values."currency", new_values."evidence", new_values."external_id", new_values."id", new_values."idempotency_key", new_values."learnt_on", new_values."note", new_values."occurred_first", new_values."occurred_last", new_values."organisation_id", new_values."outcome_id", new_values."owner_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."rate", new_values."sample", new_values."sector", new_values."side", new_values."source", new_values."superseded_by_id", new_values."title", new_values."withdrawn_at", new_values."withdrawn_reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6c6183921a380adf2f7ad7ba84ad60adf8da06a1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6d739",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="outcomes_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_claimevent" ("acknowledged_at", "amount", "audience", "basis", "checked_at", "checked_by_id", "created_at", "created_by_id", "currency", "evidence", "external_id", "id", "idempotency_key", "learnt_on", "note", "occurred_first", "occurred_last", "organisation_id", "outcome_id", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rate", "sample", "sector", "side", "source", "superseded_by_id", "title", "withdrawn_at", "withdrawn_reason") SELECT new_values."acknowledged_at", new_values."amount", new_values."audience", new_values."basis", new_values."checked_at", new_values."checked_by_id", new_values."created_at", new_values."created_by_id", new_values."currency", new_values."evidence", new_values."external_id", new_values."id", new_values."idempotency_key", new_values."learnt_on", new_values."note", new_values."occurred_first", new_values."occurred_last", new_values."organisation_id", new_values."outcome_id", new_values."owner_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."rate", new_values."sample", new_values."sector", new_values."side", new_values."source", new_values."superseded_by_id", new_values."title", new_values."withdrawn_at", new_values."withdrawn_reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ebf31557fe0791bbc83ac8f825106c10bd424bca",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_80f5b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="outcomes_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="claim",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_claimevent" ("acknowledged_at", "amount", "audience", "basis", "checked_at", "checked_by_id", "created_at", "created_by_id", "currency", "evidence", "external_id", "id", "idempotency_key", "learnt_on", "note", "occurred_first", "occurred_last", "organisation_id", "outcome_id", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rate", "sample", "sector", "side", "source", "superseded_by_id", "title", "withdrawn_at", "withdrawn_reason") SELECT old_values."acknowledged_at", old_values."amount", old_values."audience", old_values."basis", old_values."checked_at", old_values."checked_by_id", old_values."created_at", old_values."created_by_id", old_values."currency", old_values."evidence", old_values."external_id", old_values."id", old_values."idempotency_key", old_values."learnt_on", old_values."note", old_values."occurred_first", old_values."occurred_last", old_values."organisation_id", old_values."outcome_id", old_values."owner_id", old_values."partnership_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published_at", old_values."published_by_id", old_values."rate", old_values."sample", old_values."sector", old_values."side", old_values."source", old_values."superseded_by_id", old_values."title", old_values."withdrawn_at", old_values."withdrawn_reason" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6d456bf221831443e264677eab76b3c56be50c50",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d60ae",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="outcomes_claim",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_confirmationevent" ("amount", "ask_id", "at", "band", "by_name", "by_user_id", "claim_id", "currency", "how_known", "id", "is_right", "may_name", "may_share_amount", "note", "own_claim_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tie_did") SELECT new_values."amount", new_values."ask_id", new_values."at", new_values."band", new_values."by_name", new_values."by_user_id", new_values."claim_id", new_values."currency", new_values."how_known", new_values."id", new_values."is_right", new_values."may_name", new_values."may_share_amount", new_values."note", new_values."own_claim_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."tie_did" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c3881a7dfa573692b00ee3ba831c1c06a236bbf8",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_4d3b9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="outcomes_confirmation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_confirmationevent" ("amount", "ask_id", "at", "band", "by_name", "by_user_id", "claim_id", "currency", "how_known", "id", "is_right", "may_name", "may_share_amount", "note", "own_claim_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tie_did") SELECT new_values."amount", new_values."ask_id", new_values."at", new_values."band", new_values."by_name", new_values."by_user_id", new_values."claim_id", new_values."currency", new_values."how_known", new_values."id", new_values."is_right", new_values."may_name", new_values."may_share_amount", new_values."note", new_values."own_claim_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."tie_did" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fc2903c2a1d94cc8a7a6ad5f3b922588b9f42bc4",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_da65f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="outcomes_confirmation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="confirmation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_confirmationevent" ("amount", "ask_id", "at", "band", "by_name", "by_user_id", "claim_id", "currency", "how_known", "id", "is_right", "may_name", "may_share_amount", "note", "own_claim_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tie_did") SELECT old_values."amount", old_values."ask_id", old_values."at", old_values."band", old_values."by_name", old_values."by_user_id", old_values."claim_id", old_values."currency", old_values."how_known", old_values."id", old_values."is_right", old_values."may_name", old_values."may_share_amount", old_values."note", old_values."own_claim_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."tie_did" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="cd08a2f6fb866d35164da9edda97bb5edae292bd",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e58c8",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="outcomes_confirmation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lead",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_leadevent" ("audience", "closed_on", "code_name", "confidential_until", "created_at", "created_by_id", "external_id", "firm_consents", "firm_name", "id", "indicator_id", "opened_on", "organisation_id", "outcome_id", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "sample", "sector", "size_band", "source", "source_activity_id", "stage") SELECT new_values."audience", new_values."closed_on", new_values."code_name", new_values."confidential_until", new_values."created_at", new_values."created_by_id", new_values."external_id", new_values."firm_consents", new_values."firm_name", new_values."id", new_values."indicator_id", new_values."opened_on", new_values."organisation_id", new_values."outcome_id", new_values."owner_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."sample", new_values."sector", new_values."size_band", new_values."source", new_values."source_activity_id", new_values."stage" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6b427d6c49688f07fe2d28e5d290607715e48dc1",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0c952",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="outcomes_lead",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lead",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_leadevent" ("audience", "closed_on", "code_name", "confidential_until", "created_at", "created_by_id", "external_id", "firm_consents", "firm_name", "id", "indicator_id", "opened_on", "organisation_id", "outcome_id", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "sample", "sector", "size_band", "source", "source_activity_id", "stage") SELECT new_values."audience", new_values."closed_on", new_values."code_name", new_values."confidential_until", new_values."created_at", new_values."created_by_id", new_values."external_id", new_values."firm_consents", new_values."firm_name", new_values."id", new_values."indicator_id", new_values."opened_on", new_values."organisation_id", new_values."outcome_id", new_values."owner_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."sample", new_values."sector", new_values."size_band", new_values."source", new_values."source_activity_id", new_values."stage" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="98c79211493cc55cd955c1a715f924f576672496",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_765a3",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="outcomes_lead",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="lead",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_leadevent" ("audience", "closed_on", "code_name", "confidential_until", "created_at", "created_by_id", "external_id", "firm_consents", "firm_name", "id", "indicator_id", "opened_on", "organisation_id", "outcome_id", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "sample", "sector", "size_band", "source", "source_activity_id", "stage") SELECT old_values."audience", old_values."closed_on", old_values."code_name", old_values."confidential_until", old_values."created_at", old_values."created_by_id", old_values."external_id", old_values."firm_consents", old_values."firm_name", old_values."id", old_values."indicator_id", old_values."opened_on", old_values."organisation_id", old_values."outcome_id", old_values."owner_id", old_values."partnership_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published_at", old_values."published_by_id", old_values."sample", old_values."sector", old_values."size_band", old_values."source", old_values."source_activity_id", old_values."stage" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="dc9fba0ede40cf40614c2f44cfc70b36fa9c1856",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_42d19",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="outcomes_lead",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_outcomeevent" ("created_at", "flow_key", "id", "indicator_id", "merged_at", "merged_into_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample") SELECT new_values."created_at", new_values."flow_key", new_values."id", new_values."indicator_id", new_values."merged_at", new_values."merged_into_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sample" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c6824d66290f6e443ce58339b32d9e21cee5e2fb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_babf4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="outcomes_outcome",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_outcomeevent" ("created_at", "flow_key", "id", "indicator_id", "merged_at", "merged_into_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample") SELECT new_values."created_at", new_values."flow_key", new_values."id", new_values."indicator_id", new_values."merged_at", new_values."merged_into_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sample" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c0070fd77e45779576a2de2f8c17471821aff5ab",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_eb061",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="outcomes_outcome",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="outcome",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_outcomeevent" ("created_at", "flow_key", "id", "indicator_id", "merged_at", "merged_into_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample") SELECT old_values."created_at", old_values."flow_key", old_values."id", old_values."indicator_id", old_values."merged_at", old_values."merged_into_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sample" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="5c6f25ab1c95795e9a05404d888d546c5e79bfef",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e6ec6",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="outcomes_outcome",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "band__in",
                        [
                            "",
                            "0-10000",
                            "10000-50000",
                            "50000-100000",
                            "100000-500000",
                            "500000-1000000",
                            "1000000-5000000",
                            "5000000-10000000",
                            "10000000-50000000",
                            "50000000-100000000",
                            "100000000-",
                            "n0-1",
                            "n1-10",
                            "n10-50",
                            "n50-250",
                            "n250-1000",
                            "n1000-10000",
                            "n10000-",
                        ],
                    )
                ),
                name="confirmation_band_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(("band", ""), ("amount", None), _connector="OR"), name="confirmation_band_or_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="outcome",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("pk")), _negated=True),
                name="outcome_not_merged_into_itself",
            ),
        ),
        migrations.AddField(
            model_name="leadmove",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="leadmove",
            name="lead",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="outcomes.lead"
            ),
        ),
        migrations.AddField(
            model_name="leadmoveevent",
            name="by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="leadmoveevent",
            name="lead",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="outcomes.lead",
            ),
        ),
        migrations.AddField(
            model_name="leadmoveevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="leadmoveevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="outcomes.leadmove",
            ),
        ),
        migrations.AddField(
            model_name="notthesame",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notthesame",
            name="one",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="outcomes.outcome"
            ),
        ),
        migrations.AddField(
            model_name="notthesame",
            name="other",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="outcomes.outcome"
            ),
        ),
        migrations.AddField(
            model_name="notthesame",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="stakeholders.organisation"
            ),
        ),
        migrations.AddField(
            model_name="notthesameevent",
            name="by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="notthesameevent",
            name="one",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="outcomes.outcome",
            ),
        ),
        migrations.AddField(
            model_name="notthesameevent",
            name="other",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="outcomes.outcome",
            ),
        ),
        migrations.AddField(
            model_name="notthesameevent",
            name="owner",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="stakeholders.organisation",
            ),
        ),
        migrations.AddField(
            model_name="notthesameevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="notthesameevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="outcomes.notthesame",
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="ask",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="outcomes.confirmationask",
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="settlements", to="outcomes.claim"
            ),
        ),
        migrations.AddField(
            model_name="settlement",
            name="outcome",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="settlements", to="outcomes.outcome"
            ),
        ),
        migrations.AddField(
            model_name="settlementevent",
            name="ask",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="outcomes.confirmationask",
            ),
        ),
        migrations.AddField(
            model_name="settlementevent",
            name="by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="settlementevent",
            name="claim",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="outcomes.claim",
            ),
        ),
        migrations.AddField(
            model_name="settlementevent",
            name="outcome",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="outcomes.outcome",
            ),
        ),
        migrations.AddField(
            model_name="settlementevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="settlementevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="outcomes.settlement",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="activity",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="activities.activity",
            ),
        ),
        migrations.AddField(
            model_name="step",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="outcomes.claim"
            ),
        ),
        migrations.AddField(
            model_name="stepevent",
            name="activity",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="activities.activity",
            ),
        ),
        migrations.AddField(
            model_name="stepevent",
            name="claim",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="outcomes.claim",
            ),
        ),
        migrations.AddField(
            model_name="stepevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="stepevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="outcomes.step",
            ),
        ),
        migrations.AddField(
            model_name="thirdpartyrecord",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="third_party_records", to="outcomes.claim"
            ),
        ),
        migrations.AddField(
            model_name="thirdpartyrecord",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="thirdpartyrecord",
            name="file",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="outcomes.claimfile",
            ),
        ),
        migrations.AddField(
            model_name="thirdpartyrecord",
            name="handed_in_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="thirdpartyrecordevent",
            name="claim",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="outcomes.claim",
            ),
        ),
        migrations.AddField(
            model_name="thirdpartyrecordevent",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="thirdpartyrecordevent",
            name="file",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="outcomes.claimfile",
            ),
        ),
        migrations.AddField(
            model_name="thirdpartyrecordevent",
            name="handed_in_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="thirdpartyrecordevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="thirdpartyrecordevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="outcomes.thirdpartyrecord",
            ),
        ),
        migrations.AddConstraint(
            model_name="leadmove",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stage__in",
                        ["enquiry", "qualified", "site visit", "offer", "decided here", "decided elsewhere", "dropped"],
                    )
                ),
                name="leadmove_stage_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leadmove",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_leadmoveevent" ("at", "by_id", "id", "lead_id", "note", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage") SELECT new_values."at", new_values."by_id", new_values."id", new_values."lead_id", new_values."note", new_values."on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."stage" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="cd30d57f479a7184dcdb2292107f528581c20809",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_979af",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="outcomes_leadmove",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leadmove",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_leadmoveevent" ("at", "by_id", "id", "lead_id", "note", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage") SELECT new_values."at", new_values."by_id", new_values."id", new_values."lead_id", new_values."note", new_values."on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."stage" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fd96aa2f2fb3a4881c7f10483a45b5a488b5dd4c",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a7175",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="outcomes_leadmove",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leadmove",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_leadmoveevent" ("at", "by_id", "id", "lead_id", "note", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "stage") SELECT old_values."at", old_values."by_id", old_values."id", old_values."lead_id", old_values."note", old_values."on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."stage" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2674baf58a0325250c5ffc8af3e39bfb2788a44a",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_72ae0",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="outcomes_leadmove",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="notthesame",
            constraint=models.UniqueConstraint(fields=("owner", "one", "other"), name="not_the_same_once"),
        ),
        migrations.AddConstraint(
            model_name="notthesame",
            constraint=models.CheckConstraint(
                condition=models.Q(("one__lt", models.F("other"))), name="not_the_same_in_order"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notthesame",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_notthesameevent" ("at", "by_id", "id", "one_id", "other_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."at", new_values."by_id", new_values."id", new_values."one_id", new_values."other_id", new_values."owner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="7e6e8d03aac8c64428cd5ab2e2fd23b4bde9f70d",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e0ac0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="outcomes_notthesame",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notthesame",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_notthesameevent" ("at", "by_id", "id", "one_id", "other_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."at", new_values."by_id", new_values."id", new_values."one_id", new_values."other_id", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="794456b3fec287ab24235c4cb34510c894ae0600",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7afb7",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="outcomes_notthesame",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="notthesame",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_notthesameevent" ("at", "by_id", "id", "one_id", "other_id", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."at", old_values."by_id", old_values."id", old_values."one_id", old_values."other_id", old_values."owner_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="530998d39341655797fb23a806999bb04f874f01",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_070d7",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="outcomes_notthesame",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "cause__in",
                        [
                            "basis",
                            "timing",
                            "transit",
                            "partner",
                            "system",
                            "confidentiality",
                            "rate",
                            "mistake",
                            "other",
                        ],
                    )
                ),
                name="settlement_cause_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["theirs", "asked", "both right"])), name="settlement_how_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="settlement",
            constraint=models.CheckConstraint(
                condition=models.Q(("audience__in", ["named", "office", "parties", "shared", "public"])),
                name="settlement_audience_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="settlement",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_settlementevent" ("ask_id", "at", "audience", "by_id", "cause", "claim_id", "how", "id", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "standing") SELECT new_values."ask_id", new_values."at", new_values."audience", new_values."by_id", new_values."cause", new_values."claim_id", new_values."how", new_values."id", new_values."outcome_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."standing" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="87bb9e54f3c5c1d1e9319ed63be563cda50dda2e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_85cf0",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="outcomes_settlement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="settlement",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_settlementevent" ("ask_id", "at", "audience", "by_id", "cause", "claim_id", "how", "id", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "standing") SELECT new_values."ask_id", new_values."at", new_values."audience", new_values."by_id", new_values."cause", new_values."claim_id", new_values."how", new_values."id", new_values."outcome_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."standing" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="af8a2d1353c146ed522b200263db64f3e68eb138",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_54eb9",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="outcomes_settlement",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="settlement",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_settlementevent" ("ask_id", "at", "audience", "by_id", "cause", "claim_id", "how", "id", "outcome_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "standing") SELECT old_values."ask_id", old_values."at", old_values."audience", old_values."by_id", old_values."cause", old_values."claim_id", old_values."how", old_values."id", old_values."outcome_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."standing" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="a75a0338e23dcadaeaf375c6a3f61fcc1b8cd84f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0438c",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="outcomes_settlement",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(fields=("claim", "kind"), name="step_once_a_claim"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reached_first__isnull", True),
                    ("reached_last__isnull", True),
                    ("reached_first__lte", models.F("reached_last")),
                    _connector="OR",
                ),
                name="step_reached_first_to_reached_last",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["letter of intent", "contract", "realised"])), name="step_kind_known"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="step",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_stepevent" ("activity_id", "claim_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reached_first", "reached_last") SELECT new_values."activity_id", new_values."claim_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reached_first", new_values."reached_last" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3ef5e4c8ffa0366905c6b66110877110a7a430cb",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_022c3",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="outcomes_step",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="step",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_stepevent" ("activity_id", "claim_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reached_first", "reached_last") SELECT new_values."activity_id", new_values."claim_id", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reached_first", new_values."reached_last" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ecf113d1f8d5c719cb17ebff800d5a10eab3b989",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f81e2",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="outcomes_step",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="step",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_stepevent" ("activity_id", "claim_id", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reached_first", "reached_last") SELECT old_values."activity_id", old_values."claim_id", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reached_first", old_values."reached_last" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="65fb5bc13ecd51a440251371ab1a94d1cdf96fe3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e70eb",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="outcomes_step",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="thirdpartyrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    models.Q(("decided_at__isnull", True), ("decided_by__isnull", True)),
                    _connector="OR",
                ),
                name="thirdpartyrecord_decided_by_with_decided_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="thirdpartyrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("accepted__isnull", False), ("decided_at__isnull", False)),
                    models.Q(("accepted__isnull", True), ("decided_at__isnull", True)),
                    _connector="OR",
                ),
                name="thirdpartyrecord_decided_at_with_accepted",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="thirdpartyrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_thirdpartyrecordevent" ("accepted", "claim_id", "decided_at", "decided_by_id", "file_id", "handed_in_at", "handed_in_by_id", "id", "issuer", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why_not") SELECT new_values."accepted", new_values."claim_id", new_values."decided_at", new_values."decided_by_id", new_values."file_id", new_values."handed_in_at", new_values."handed_in_by_id", new_values."id", new_values."issuer", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."why_not" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="57ff56f85b71c49dfad073a59cf0a64cf3584799",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d5c87",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="outcomes_thirdpartyrecord",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="thirdpartyrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_thirdpartyrecordevent" ("accepted", "claim_id", "decided_at", "decided_by_id", "file_id", "handed_in_at", "handed_in_by_id", "id", "issuer", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why_not") SELECT new_values."accepted", new_values."claim_id", new_values."decided_at", new_values."decided_by_id", new_values."file_id", new_values."handed_in_at", new_values."handed_in_by_id", new_values."id", new_values."issuer", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."why_not" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9e623c7819fb5e74e2aedbe97915c953631a358a",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_50c57",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="outcomes_thirdpartyrecord",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="thirdpartyrecord",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_thirdpartyrecordevent" ("accepted", "claim_id", "decided_at", "decided_by_id", "file_id", "handed_in_at", "handed_in_by_id", "id", "issuer", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "why_not") SELECT old_values."accepted", old_values."claim_id", old_values."decided_at", old_values."decided_by_id", old_values."file_id", old_values."handed_in_at", old_values."handed_in_by_id", old_values."id", old_values."issuer", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."why_not" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="2048bcf502342aba8875edc14b21aa2da9986643",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a4c3b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="outcomes_thirdpartyrecord",
                    when="AFTER",
                ),
            ),
        ),
    ]
