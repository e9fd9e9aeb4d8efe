import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from stakeholders.together import Together


class Migration(migrations.Migration):

    dependencies = [
        ('outcomes', '0007_yearly'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='claim',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='corridorfactor',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='corridorfactor',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='corridorfactor',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='claim',
            name='rate_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='claim',
            name='rate_source',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='rate_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='rate_source',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
        migrations.AddField(
            model_name='corridorfactor',
            name='stated_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='corridorfactorevent',
            name='stated_on',
            field=models.DateField(blank=True, null=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_claimevent" ("acknowledged_at", "amount", "audience", "basis", "checked_at", "checked_by_id", "created_at", "created_by_id", "currency", "evidence", "external_id", "id", "idempotency_key", "learnt_on", "note", "occurred_first", "occurred_last", "organisation_id", "outcome_id", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rate", "rate_on", "rate_source", "sample", "sector", "side", "source", "superseded_by_id", "title", "withdrawn_at", "withdrawn_reason") SELECT new_values."acknowledged_at", new_values."amount", new_values."audience", new_values."basis", new_values."checked_at", new_values."checked_by_id", new_values."created_at", new_values."created_by_id", new_values."currency", new_values."evidence", new_values."external_id", new_values."id", new_values."idempotency_key", new_values."learnt_on", new_values."note", new_values."occurred_first", new_values."occurred_last", new_values."organisation_id", new_values."outcome_id", new_values."owner_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."rate", new_values."rate_on", new_values."rate_source", new_values."sample", new_values."sector", new_values."side", new_values."source", new_values."superseded_by_id", new_values."title", new_values."withdrawn_at", new_values."withdrawn_reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bc2ed1376e8a45c687c76d2828c76da962e695a4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6d739', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_claimevent" ("acknowledged_at", "amount", "audience", "basis", "checked_at", "checked_by_id", "created_at", "created_by_id", "currency", "evidence", "external_id", "id", "idempotency_key", "learnt_on", "note", "occurred_first", "occurred_last", "organisation_id", "outcome_id", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rate", "rate_on", "rate_source", "sample", "sector", "side", "source", "superseded_by_id", "title", "withdrawn_at", "withdrawn_reason") SELECT new_values."acknowledged_at", new_values."amount", new_values."audience", new_values."basis", new_values."checked_at", new_values."checked_by_id", new_values."created_at", new_values."created_by_id", new_values."currency", new_values."evidence", new_values."external_id", new_values."id", new_values."idempotency_key", new_values."learnt_on", new_values."note", new_values."occurred_first", new_values."occurred_last", new_values."organisation_id", new_values."outcome_id", new_values."owner_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."rate", new_values."rate_on", new_values."rate_source", new_values."sample", new_values."sector", new_values."side", new_values."source", new_values."superseded_by_id", new_values."title", new_values."withdrawn_at", new_values."withdrawn_reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1de66c469ddba3a52848f713bb343d4f130a6a25', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_80f5b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_claimevent" ("acknowledged_at", "amount", "audience", "basis", "checked_at", "checked_by_id", "created_at", "created_by_id", "currency", "evidence", "external_id", "id", "idempotency_key", "learnt_on", "note", "occurred_first", "occurred_last", "organisation_id", "outcome_id", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rate", "rate_on", "rate_source", "sample", "sector", "side", "source", "superseded_by_id", "title", "withdrawn_at", "withdrawn_reason") SELECT old_values."acknowledged_at", old_values."amount", old_values."audience", old_values."basis", old_values."checked_at", old_values."checked_by_id", old_values."created_at", old_values."created_by_id", old_values."currency", old_values."evidence", old_values."external_id", old_values."id", old_values."idempotency_key", old_values."learnt_on", old_values."note", old_values."occurred_first", old_values."occurred_last", old_values."organisation_id", old_values."outcome_id", old_values."owner_id", old_values."partnership_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published_at", old_values."published_by_id", old_values."rate", old_values."rate_on", old_values."rate_source", old_values."sample", old_values."sector", old_values."side", old_values."source", old_values."superseded_by_id", old_values."title", old_values."withdrawn_at", old_values."withdrawn_reason" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='cf8ffbe8b3aa5d238f7fe8fa9beca051c527738b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d60ae', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='corridorfactor',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_corridorfactorevent" ("country_a_id", "country_b_id", "factor", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stated_on") SELECT new_values."country_a_id", new_values."country_b_id", new_values."factor", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."stated_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='829f77a793e5ade0270145f75f49b611c2563ad9', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_371d3', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_corridorfactor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='corridorfactor',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_corridorfactorevent" ("country_a_id", "country_b_id", "factor", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stated_on") SELECT new_values."country_a_id", new_values."country_b_id", new_values."factor", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."stated_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8d7d8869d23394b2ee89383a26ea6a817dba4b2b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e1bde', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_corridorfactor', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='corridorfactor',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_corridorfactorevent" ("country_a_id", "country_b_id", "factor", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "stated_on") SELECT old_values."country_a_id", old_values."country_b_id", old_values."factor", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."stated_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3b4af6bfdc20feeb35e52d00a8ede49a574b895f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e280f', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_corridorfactor', when='AFTER')),
        ),
    ]
    operations = [Together(operations)]
