

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('activities', '0002_initial'),
        ('agreements', '0002_initial'),
        ('outcomes', '0001_initial'),
        ('partnerships', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('stakeholders', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='claim',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claim',
            name='named',
            field=models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claim',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='claim',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='claim',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='claim',
            name='published_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claim',
            name='superseded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='supersedes', to='outcomes.claim'),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='created_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='owner',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.claim'),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='published_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='superseded_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.claim'),
        ),
        migrations.AddField(
            model_name='claimfile',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='outcomes.claim'),
        ),
        migrations.AddField(
            model_name='claimfirm',
            name='claim',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='firm', to='outcomes.claim'),
        ),
        migrations.AddField(
            model_name='claimfirmevent',
            name='claim',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.claim'),
        ),
        migrations.AddField(
            model_name='claimfirmevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='claimfirmevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.claimfirm'),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='by_user',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='confirmations', to='outcomes.claim'),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='own_claim',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='given_as', to='outcomes.claim'),
        ),
        migrations.AddField(
            model_name='confirmationask',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asks', to='outcomes.claim'),
        ),
        migrations.AddField(
            model_name='confirmationask',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='confirmationask',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='ask',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='confirmations', to='outcomes.confirmationask'),
        ),
        migrations.AddField(
            model_name='confirmationaskevent',
            name='claim',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.claim'),
        ),
        migrations.AddField(
            model_name='confirmationaskevent',
            name='created_by',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='confirmationaskevent',
            name='organisation',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='confirmationaskevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='confirmationaskevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.confirmationask'),
        ),
        migrations.AddField(
            model_name='confirmationevent',
            name='ask',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.confirmationask'),
        ),
        migrations.AddField(
            model_name='confirmationevent',
            name='by_user',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='confirmationevent',
            name='claim',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.claim'),
        ),
        migrations.AddField(
            model_name='confirmationevent',
            name='own_claim',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.claim'),
        ),
        migrations.AddField(
            model_name='confirmationevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='confirmationevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.confirmation'),
        ),
        migrations.AddField(
            model_name='counted',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='counted',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counted', to='partnerships.partnership'),
        ),
        migrations.AddConstraint(
            model_name='exchangerate',
            constraint=models.UniqueConstraint(fields=('currency', 'first', 'last', 'kind'), name='exchange_rate_once'),
        ),
        migrations.AddConstraint(
            model_name='exchangerate',
            constraint=models.CheckConstraint(condition=models.Q(('rate__gt', 0)), name='exchange_rate_above_0'),
        ),
        migrations.AddConstraint(
            model_name='exchangerate',
            constraint=models.CheckConstraint(condition=models.Q(('first__isnull', True), ('last__isnull', True), ('first__lte', models.F('last')), _connector='OR'), name='exchangerate_first_to_last'),
        ),
        migrations.AddConstraint(
            model_name='exchangerate',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['day', 'average', 'closing'])), name='exchange_rate_kind_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exchangerate',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_exchangerateevent" ("currency", "first", "id", "kind", "last", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "source") SELECT new_values."currency", new_values."first", new_values."id", new_values."kind", new_values."last", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rate", new_values."source" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='790ede10121d9d06fca956b3c9b2a8e81d202e63', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c0467', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_exchangerate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exchangerate',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_exchangerateevent" ("currency", "first", "id", "kind", "last", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "source") SELECT new_values."currency", new_values."first", new_values."id", new_values."kind", new_values."last", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rate", new_values."source" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1e1c277933668ca281a119a62f96900b91db6cb2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a237e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_exchangerate', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='exchangerate',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_exchangerateevent" ("currency", "first", "id", "kind", "last", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rate", "source") SELECT old_values."currency", old_values."first", old_values."id", old_values."kind", old_values."last", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rate", old_values."source" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='14afa6861c299c89d018dc2bffe35379721784c0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b7856', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_exchangerate', when='AFTER')),
        ),
        migrations.AddField(
            model_name='exchangerateevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='exchangerateevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.exchangerate'),
        ),
        migrations.AddField(
            model_name='indicator',
            name='office',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='indicators', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='counted',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='outcomes.indicator'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='office',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='indicatorevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.indicator'),
        ),
        migrations.AddField(
            model_name='lead',
            name='created_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='lead',
            name='indicator',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='leads', to='outcomes.indicator'),
        ),
        migrations.AddField(
            model_name='lead',
            name='named',
            field=models.ManyToManyField(blank=True, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='lead',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='lead',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='leads', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='lead',
            name='published_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='lead',
            name='source_activity',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='leads', to='activities.activity'),
        ),
        migrations.AddField(
            model_name='leadevent',
            name='created_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='leadevent',
            name='indicator',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.indicator'),
        ),
        migrations.AddField(
            model_name='leadevent',
            name='owner',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='leadevent',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='leadevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='leadevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.lead'),
        ),
        migrations.AddField(
            model_name='leadevent',
            name='published_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='leadevent',
            name='source_activity',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='activities.activity'),
        ),
        migrations.AddField(
            model_name='origin',
            name='activity',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='origins', to='activities.activity'),
        ),
        migrations.AddField(
            model_name='origin',
            name='agreement',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='origins', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='origin',
            name='claim',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='origins', to='outcomes.claim'),
        ),
        migrations.AddField(
            model_name='origin',
            name='deliverable',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='origins', to='agreements.deliverable'),
        ),
        migrations.AddField(
            model_name='originevent',
            name='activity',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='activities.activity'),
        ),
        migrations.AddField(
            model_name='originevent',
            name='agreement',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.agreement'),
        ),
        migrations.AddField(
            model_name='originevent',
            name='claim',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.claim'),
        ),
        migrations.AddField(
            model_name='originevent',
            name='deliverable',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agreements.deliverable'),
        ),
        migrations.AddField(
            model_name='originevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='originevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.origin'),
        ),
        migrations.AddField(
            model_name='outcome',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='outcomes.indicator'),
        ),
        migrations.AddField(
            model_name='counted',
            name='outcome',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counted', to='outcomes.outcome'),
        ),
        migrations.AddField(
            model_name='claimevent',
            name='outcome',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.outcome'),
        ),
        migrations.AddField(
            model_name='claim',
            name='outcome',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='outcomes.outcome'),
        ),
        migrations.AddField(
            model_name='outcomeevent',
            name='indicator',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.indicator'),
        ),
        migrations.AddField(
            model_name='outcomeevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='outcomeevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.outcome'),
        ),
        migrations.AddField(
            model_name='rollup',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='outcomes.indicator'),
        ),
        migrations.AddField(
            model_name='rollup',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='rollup',
            name='partnership',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='share',
            name='outcome',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='outcomes.outcome'),
        ),
        migrations.AddField(
            model_name='share',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcome_shares', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='shareevent',
            name='outcome',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.outcome'),
        ),
        migrations.AddField(
            model_name='shareevent',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='shareevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='shareevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.share'),
        ),
        migrations.AddField(
            model_name='snapshot',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='snapshots', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='target',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='outcomes.indicator'),
        ),
        migrations.AddField(
            model_name='target',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='target',
            name='partnership',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='indicator',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='outcomes.indicator'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='owner',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='partnership',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='targetevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='outcomes.target'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimfirm',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_claimfirmevent" ("audience", "claim_id", "consents_to_amount", "consents_to_name", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration") SELECT new_values."audience", new_values."claim_id", new_values."consents_to_amount", new_values."consents_to_name", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."registration" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8bf9acc4bb58906456d9632a1552c543d519d9e5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_00492', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_claimfirm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimfirm',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_claimfirmevent" ("audience", "claim_id", "consents_to_amount", "consents_to_name", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration") SELECT new_values."audience", new_values."claim_id", new_values."consents_to_amount", new_values."consents_to_name", new_values."id", new_values."name", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."registration" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='de0545c0565ab866594077ce859112b6332605e0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_cb4cf', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_claimfirm', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claimfirm',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_claimfirmevent" ("audience", "claim_id", "consents_to_amount", "consents_to_name", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registration") SELECT old_values."audience", old_values."claim_id", old_values."consents_to_amount", old_values."consents_to_name", old_values."id", old_values."name", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."registration" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='dd43eba728f0bc58200ee189c59c06a5ee0bcdfe', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_59f09', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_claimfirm', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='confirmationask',
            constraint=models.CheckConstraint(condition=models.Q(('asked__in', ['firm', 'other side', 'city office'])), name='ask_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confirmationask',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_confirmationaskevent" ("asked", "claim_id", "created_at", "created_by_id", "email", "ends_at", "fields", "id", "message", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at") SELECT new_values."asked", new_values."claim_id", new_values."created_at", new_values."created_by_id", new_values."email", new_values."ends_at", new_values."fields", new_values."id", new_values."message", new_values."name", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."revoked_at" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='85db42a5b43d986fe83fc98e7e6b40d7d4237c84', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ebc95', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_confirmationask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confirmationask',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_confirmationaskevent" ("asked", "claim_id", "created_at", "created_by_id", "email", "ends_at", "fields", "id", "message", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at") SELECT new_values."asked", new_values."claim_id", new_values."created_at", new_values."created_by_id", new_values."email", new_values."ends_at", new_values."fields", new_values."id", new_values."message", new_values."name", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."revoked_at" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."asked" IS DISTINCT FROM (new_values."asked") OR old_values."claim_id" IS DISTINCT FROM (new_values."claim_id") OR old_values."created_at" IS DISTINCT FROM (new_values."created_at") OR old_values."created_by_id" IS DISTINCT FROM (new_values."created_by_id") OR old_values."email" IS DISTINCT FROM (new_values."email") OR old_values."ends_at" IS DISTINCT FROM (new_values."ends_at") OR old_values."fields" IS DISTINCT FROM (new_values."fields") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."message" IS DISTINCT FROM (new_values."message") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."organisation_id" IS DISTINCT FROM (new_values."organisation_id") OR old_values."revoked_at" IS DISTINCT FROM (new_values."revoked_at")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4904420f83fd8bdaaf0e410045da4db38b6b3b0c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a76ef', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_confirmationask', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confirmationask',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_confirmationaskevent" ("asked", "claim_id", "created_at", "created_by_id", "email", "ends_at", "fields", "id", "message", "name", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at") SELECT old_values."asked", old_values."claim_id", old_values."created_at", old_values."created_by_id", old_values."email", old_values."ends_at", old_values."fields", old_values."id", old_values."message", old_values."name", old_values."organisation_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."revoked_at" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='dc8cc6860e2e7bb5c9188686a1a92e3551db6be4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d32bd', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_confirmationask', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.UniqueConstraint(fields=('ask',), name='confirmation_once_an_ask'),
        ),
        migrations.AddConstraint(
            model_name='confirmation',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='confirmation_amount_ge_0'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confirmation',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_confirmationevent" ("amount", "ask_id", "at", "by_name", "by_user_id", "claim_id", "currency", "how_known", "id", "is_right", "may_name", "may_share_amount", "note", "own_claim_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tie_did") SELECT new_values."amount", new_values."ask_id", new_values."at", new_values."by_name", new_values."by_user_id", new_values."claim_id", new_values."currency", new_values."how_known", new_values."id", new_values."is_right", new_values."may_name", new_values."may_share_amount", new_values."note", new_values."own_claim_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."tie_did" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d621356a1e09bfb90798fad9440fd47599497c14', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_4d3b9', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_confirmation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confirmation',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_confirmationevent" ("amount", "ask_id", "at", "by_name", "by_user_id", "claim_id", "currency", "how_known", "id", "is_right", "may_name", "may_share_amount", "note", "own_claim_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tie_did") SELECT new_values."amount", new_values."ask_id", new_values."at", new_values."by_name", new_values."by_user_id", new_values."claim_id", new_values."currency", new_values."how_known", new_values."id", new_values."is_right", new_values."may_name", new_values."may_share_amount", new_values."note", new_values."own_claim_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."tie_did" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f861bb13d218dc1d38847b7ae2be45cc70eead73', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_da65f', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_confirmation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='confirmation',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_confirmationevent" ("amount", "ask_id", "at", "by_name", "by_user_id", "claim_id", "currency", "how_known", "id", "is_right", "may_name", "may_share_amount", "note", "own_claim_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "tie_did") SELECT old_values."amount", old_values."ask_id", old_values."at", old_values."by_name", old_values."by_user_id", old_values."claim_id", old_values."currency", old_values."how_known", old_values."id", old_values."is_right", old_values."may_name", old_values."may_share_amount", old_values."note", old_values."own_claim_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."tie_did" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='104ebabba2c5cd353edab06183a8d0888ef95c87', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e58c8', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_confirmation', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.UniqueConstraint(fields=('code', 'version', 'office'), name='indicator_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('better__in', ['up', 'down', 'neutral'])), name='indicator_better_known'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('over_time__in', ['sum', 'last', 'mean', 'max', 'distinct', 'median', 'recompute', 'model', 'do not add'])), name='indicator_over_time_known'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(('over_places__in', ['sum', 'distinct', 'last', 'wmean', 'recompute', 'do not add'])), name='indicator_over_places_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_indicatorevent" ("better", "code", "computed", "evidence", "frequency", "id", "is_money", "mapping", "name", "office_id", "over_places", "over_time", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_type", "retired_on", "unit", "version", "who") SELECT new_values."better", new_values."code", new_values."computed", new_values."evidence", new_values."frequency", new_values."id", new_values."is_money", new_values."mapping", new_values."name", new_values."office_id", new_values."over_places", new_values."over_time", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."result_type", new_values."retired_on", new_values."unit", new_values."version", new_values."who" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='afea32707f6dd1a293b0e3a8225a0c5165a3c23e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1a04d', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_indicatorevent" ("better", "code", "computed", "evidence", "frequency", "id", "is_money", "mapping", "name", "office_id", "over_places", "over_time", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_type", "retired_on", "unit", "version", "who") SELECT new_values."better", new_values."code", new_values."computed", new_values."evidence", new_values."frequency", new_values."id", new_values."is_money", new_values."mapping", new_values."name", new_values."office_id", new_values."over_places", new_values."over_time", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."result_type", new_values."retired_on", new_values."unit", new_values."version", new_values."who" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0c7cb7d39cb720fc8387e5625543eaecf23d5993', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ad6d6', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_indicator', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='indicator',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_indicatorevent" ("better", "code", "computed", "evidence", "frequency", "id", "is_money", "mapping", "name", "office_id", "over_places", "over_time", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "result_type", "retired_on", "unit", "version", "who") SELECT old_values."better", old_values."code", old_values."computed", old_values."evidence", old_values."frequency", old_values."id", old_values."is_money", old_values."mapping", old_values."name", old_values."office_id", old_values."over_places", old_values."over_time", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."result_type", old_values."retired_on", old_values."unit", old_values."version", old_values."who" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='22aa7a9a99088119940bf5aa25c160eb6e51df35', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_61a74', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_indicator', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['named', 'office', 'parties', 'shared', 'public'])), name='outcomes_lead_audience'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience', 'public'), _negated=True), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='outcomes_lead_on_purpose'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.UniqueConstraint(fields=('source', 'external_id'), name='outcomes_lead_source'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(('opened_on__isnull', True), ('closed_on__isnull', True), ('opened_on__lte', models.F('closed_on')), _connector='OR'), name='lead_opened_on_to_closed_on'),
        ),
        migrations.AddConstraint(
            model_name='lead',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['enquiry', 'qualified', 'site visit', 'offer', 'decided here', 'decided elsewhere', 'dropped'])), name='lead_stage_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lead',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_leadevent" ("audience", "closed_on", "code_name", "confidential_until", "created_at", "created_by_id", "external_id", "firm_consents", "firm_name", "id", "indicator_id", "opened_on", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "sample", "sector", "size_band", "source", "source_activity_id", "stage") SELECT new_values."audience", new_values."closed_on", new_values."code_name", new_values."confidential_until", new_values."created_at", new_values."created_by_id", new_values."external_id", new_values."firm_consents", new_values."firm_name", new_values."id", new_values."indicator_id", new_values."opened_on", new_values."owner_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."sample", new_values."sector", new_values."size_band", new_values."source", new_values."source_activity_id", new_values."stage" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6a5fd7639614ca56a43cd8dd36fb70f395115a14', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0c952', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_lead', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lead',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_leadevent" ("audience", "closed_on", "code_name", "confidential_until", "created_at", "created_by_id", "external_id", "firm_consents", "firm_name", "id", "indicator_id", "opened_on", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "sample", "sector", "size_band", "source", "source_activity_id", "stage") SELECT new_values."audience", new_values."closed_on", new_values."code_name", new_values."confidential_until", new_values."created_at", new_values."created_by_id", new_values."external_id", new_values."firm_consents", new_values."firm_name", new_values."id", new_values."indicator_id", new_values."opened_on", new_values."owner_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."sample", new_values."sector", new_values."size_band", new_values."source", new_values."source_activity_id", new_values."stage" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4867565808b2146269e09df11fa6eede8310752d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_765a3', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_lead', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='lead',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_leadevent" ("audience", "closed_on", "code_name", "confidential_until", "created_at", "created_by_id", "external_id", "firm_consents", "firm_name", "id", "indicator_id", "opened_on", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "sample", "sector", "size_band", "source", "source_activity_id", "stage") SELECT old_values."audience", old_values."closed_on", old_values."code_name", old_values."confidential_until", old_values."created_at", old_values."created_by_id", old_values."external_id", old_values."firm_consents", old_values."firm_name", old_values."id", old_values."indicator_id", old_values."opened_on", old_values."owner_id", old_values."partnership_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published_at", old_values."published_by_id", old_values."sample", old_values."sector", old_values."size_band", old_values."source", old_values."source_activity_id", old_values."stage" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b1e33f03726c7707719c9d10674ea2fd2e3fa06c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_42d19', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_lead', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='origin',
            constraint=models.CheckConstraint(condition=models.Q(('activity__isnull', False), ('agreement__isnull', False), ('deliverable__isnull', False), _connector='OR'), name='origin_names_something'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='origin',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_originevent" ("activity_id", "agreement_id", "claim_id", "deliverable_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."activity_id", new_values."agreement_id", new_values."claim_id", new_values."deliverable_id", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e3a1785a25e38e5bfafaf4e99f68492c53332123', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_51c0d', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_origin', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='origin',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_originevent" ("activity_id", "agreement_id", "claim_id", "deliverable_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."activity_id", new_values."agreement_id", new_values."claim_id", new_values."deliverable_id", new_values."id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='83e6997a3de68d908cc0303bd0aa7f9d7ff8ba03', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_46e9a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_origin', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='origin',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_originevent" ("activity_id", "agreement_id", "claim_id", "deliverable_id", "id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."activity_id", old_values."agreement_id", old_values."claim_id", old_values."deliverable_id", old_values."id", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='911f68ae38e976b8a1af19bac8a55263f1859a89', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_f2467', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_origin', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.UniqueConstraint(fields=('flow_key', 'indicator'), name='outcome_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_outcomeevent" ("created_at", "flow_key", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample") SELECT new_values."created_at", new_values."flow_key", new_values."id", new_values."indicator_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sample" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c5a4cb9692495452a910b221bc0563021b53d41e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_babf4', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_outcome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_outcomeevent" ("created_at", "flow_key", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample") SELECT new_values."created_at", new_values."flow_key", new_values."id", new_values."indicator_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sample" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='84543e152e4fed6506ad5826b1a178adda70b140', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_eb061', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_outcome', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='outcome',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_outcomeevent" ("created_at", "flow_key", "id", "indicator_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample") SELECT old_values."created_at", old_values."flow_key", old_values."id", old_values."indicator_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sample" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='da5a9ca281dfa3914ca8133b14496710048f94de', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e6ec6', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_outcome', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='counted',
            constraint=models.UniqueConstraint(fields=('outcome', 'partnership', 'owner'), name='counted_once'),
        ),
        migrations.AddIndex(
            model_name='claim',
            index=models.Index(fields=['outcome', 'side'], name='claim_by_outcome'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('audience__in', ['named', 'office', 'parties', 'shared', 'public'])), name='outcomes_claim_audience'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('audience', 'public'), _negated=True), models.Q(('published_at__isnull', False), ('published_by__isnull', False)), _connector='OR'), name='outcomes_claim_on_purpose'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.UniqueConstraint(condition=models.Q(('superseded_by', None)), fields=('source', 'external_id'), name='claim_standing_source_once'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('occurred_first__isnull', True), ('occurred_last__isnull', True), ('occurred_first__lte', models.F('occurred_last')), _connector='OR'), name='claim_occurred_first_to_occurred_last'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('amount__isnull', True), ('amount__gte', 0), _connector='OR'), name='claim_amount_ge_0'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('rate__isnull', True), ('rate__gte', 0), _connector='OR'), name='claim_rate_ge_0'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('side__in', ['seller', 'buyer', 'host', 'home', 'joint'])), name='claim_side_known'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('basis__in', ['FOB', 'CIF', 'none'])), name='claim_basis_known'),
        ),
        migrations.AddConstraint(
            model_name='claim',
            constraint=models.CheckConstraint(condition=models.Q(('evidence__gte', 0), ('evidence__lte', 4)), name='claim_evidence_e0_to_e4'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_claimevent" ("acknowledged_at", "amount", "audience", "basis", "created_at", "created_by_id", "currency", "evidence", "external_id", "id", "idempotency_key", "learnt_on", "note", "occurred_first", "occurred_last", "organisation_id", "outcome_id", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rate", "sample", "side", "source", "superseded_by_id", "title", "withdrawn_at", "withdrawn_reason") SELECT new_values."acknowledged_at", new_values."amount", new_values."audience", new_values."basis", new_values."created_at", new_values."created_by_id", new_values."currency", new_values."evidence", new_values."external_id", new_values."id", new_values."idempotency_key", new_values."learnt_on", new_values."note", new_values."occurred_first", new_values."occurred_last", new_values."organisation_id", new_values."outcome_id", new_values."owner_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."rate", new_values."sample", new_values."side", new_values."source", new_values."superseded_by_id", new_values."title", new_values."withdrawn_at", new_values."withdrawn_reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0d14230e8960ed6d2b284fb6f66f1adcd2369b67', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_6d739', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_claimevent" ("acknowledged_at", "amount", "audience", "basis", "created_at", "created_by_id", "currency", "evidence", "external_id", "id", "idempotency_key", "learnt_on", "note", "occurred_first", "occurred_last", "organisation_id", "outcome_id", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rate", "sample", "side", "source", "superseded_by_id", "title", "withdrawn_at", "withdrawn_reason") SELECT new_values."acknowledged_at", new_values."amount", new_values."audience", new_values."basis", new_values."created_at", new_values."created_by_id", new_values."currency", new_values."evidence", new_values."external_id", new_values."id", new_values."idempotency_key", new_values."learnt_on", new_values."note", new_values."occurred_first", new_values."occurred_last", new_values."organisation_id", new_values."outcome_id", new_values."owner_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published_at", new_values."published_by_id", new_values."rate", new_values."sample", new_values."side", new_values."source", new_values."superseded_by_id", new_values."title", new_values."withdrawn_at", new_values."withdrawn_reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='03181427b4e6943d7804d76d8bcd7606708f5348', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_80f5b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_claim', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='claim',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_claimevent" ("acknowledged_at", "amount", "audience", "basis", "created_at", "created_by_id", "currency", "evidence", "external_id", "id", "idempotency_key", "learnt_on", "note", "occurred_first", "occurred_last", "organisation_id", "outcome_id", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "rate", "sample", "side", "source", "superseded_by_id", "title", "withdrawn_at", "withdrawn_reason") SELECT old_values."acknowledged_at", old_values."amount", old_values."audience", old_values."basis", old_values."created_at", old_values."created_by_id", old_values."currency", old_values."evidence", old_values."external_id", old_values."id", old_values."idempotency_key", old_values."learnt_on", old_values."note", old_values."occurred_first", old_values."occurred_last", old_values."organisation_id", old_values."outcome_id", old_values."owner_id", old_values."partnership_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published_at", old_values."published_by_id", old_values."rate", old_values."sample", old_values."side", old_values."source", old_values."superseded_by_id", old_values."title", old_values."withdrawn_at", old_values."withdrawn_reason" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ac7009969b182b31bc092c8813e8067aa2e492c4', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d60ae', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_claim', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='rollup',
            constraint=models.UniqueConstraint(fields=('owner', 'indicator', 'partnership', 'year', 'month', 'state', 'group', 'audience'), name='roll_up_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='share',
            constraint=models.UniqueConstraint(fields=('outcome', 'partnership'), name='share_once'),
        ),
        migrations.AddConstraint(
            model_name='share',
            constraint=models.CheckConstraint(condition=models.Q(('share__isnull', True), ('share__gte', 0), _connector='OR'), name='share_share_ge_0'),
        ),
        migrations.AddConstraint(
            model_name='share',
            constraint=models.CheckConstraint(condition=models.Q(('share__isnull', True), ('share__lte', 1), _connector='OR'), name='share_share_le_1'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='share',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_shareevent" ("id", "outcome_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "share") SELECT new_values."id", new_values."outcome_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."share" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='538fe21d8047f245744afa9acbbcdd50e53761ee', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7649b', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_share', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='share',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_shareevent" ("id", "outcome_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "share") SELECT new_values."id", new_values."outcome_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."share" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='280e026d14ec5609297811c1edac849da051e499', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_84922', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_share', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='share',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_shareevent" ("id", "outcome_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "share") SELECT old_values."id", old_values."outcome_id", old_values."partnership_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."share" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='21f9c211cc9f0e5b2b882e77c4533e17176fe2b0', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1fce0', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_share', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(fields=('owner', 'partnership', 'indicator', 'year'), name='target_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('target__isnull', True), ('target__gte', 0), _connector='OR'), name='target_target_ge_0'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_targetevent" ("baseline", "id", "indicator_id", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "target", "year") SELECT new_values."baseline", new_values."id", new_values."indicator_id", new_values."owner_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sample", new_values."target", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='668763c5b098c8827e9d4d7d3dcb86c28c1abd44', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_9a962', referencing='REFERENCING NEW TABLE AS new_values ', table='outcomes_target', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_targetevent" ("baseline", "id", "indicator_id", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "target", "year") SELECT new_values."baseline", new_values."id", new_values."indicator_id", new_values."owner_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sample", new_values."target", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='eba7c911fe8f65d1eb374e3b393168411a4d8aa0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0cea5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='outcomes_target', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='target',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "outcomes_targetevent" ("baseline", "id", "indicator_id", "owner_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "target", "year") SELECT old_values."baseline", old_values."id", old_values."indicator_id", old_values."owner_id", old_values."partnership_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sample", old_values."target", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='37d958fad91b1e3fcdaa01bc617d42311ccd42eb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_36489', referencing='REFERENCING OLD TABLE AS old_values ', table='outcomes_target', when='AFTER')),
        ),
    ]
