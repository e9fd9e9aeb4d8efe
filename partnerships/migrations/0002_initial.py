

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('partnerships', '0001_initial'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('stakeholders', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='membershiptie',
            name='membership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ties', to='stakeholders.membership'),
        ),
        migrations.AddField(
            model_name='membershiptieevent',
            name='membership',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.membership'),
        ),
        migrations.AddField(
            model_name='membershiptieevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='membershiptieevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partnerships.membershiptie'),
        ),
        migrations.AddField(
            model_name='membershiptieevent',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='membershiptie',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='limited_memberships', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='partnershipevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='partnershipevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='partnershipplace',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partnership_places', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='partnershipplace',
            name='place',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partnership_places', to='stakeholders.place'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='places',
            field=models.ManyToManyField(related_name='partnerships', through='partnerships.PartnershipPlace', to='stakeholders.place'),
        ),
        migrations.AddField(
            model_name='seat',
            name='organisation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='seat',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='seat',
            name='side',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='stakeholders.place'),
        ),
        migrations.AddField(
            model_name='seatevent',
            name='organisation',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='seatevent',
            name='partnership',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='seatevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='seatevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='partnerships.seat'),
        ),
        migrations.AddField(
            model_name='seatevent',
            name='side',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='stakeholders.place'),
        ),
        migrations.AddField(
            model_name='stageresult',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stakeholders.organisation'),
        ),
        migrations.AddField(
            model_name='stageresult',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='partnerships.partnership'),
        ),
        migrations.AddField(
            model_name='tierecord',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tie_records', to='partnerships.partnership'),
        ),
        migrations.AddConstraint(
            model_name='membershiptie',
            constraint=models.UniqueConstraint(fields=('membership', 'partnership'), name='membership_tie_once'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membershiptie',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_membershiptieevent" ("id", "membership_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."membership_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2accb3eb095bcbb3ff5db49a3491bfa5671e4124', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_ba2a4', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_membershiptie', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membershiptie',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_membershiptieevent" ("id", "membership_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."id", new_values."membership_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='495902764fb7291b5a46d905afb989865aa104a3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_fef3a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_membershiptie', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='membershiptie',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_membershiptieevent" ("id", "membership_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."id", old_values."membership_id", old_values."partnership_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6f4b0cbbadb4f1d7ec7d9dc6e3d098db158059ac', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_1b3fc', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_membershiptie', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='partnershipplace',
            constraint=models.UniqueConstraint(fields=('partnership', 'place'), name='partnership_place_once'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('since_first__isnull', False), ('since_last__isnull', False)), models.Q(('since_first__isnull', True), ('since_last__isnull', True)), _connector='OR'), name='partnership_since_first_with_since_last'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(('since_first__isnull', True), ('since_last__isnull', True), ('since_first__lte', models.F('since_last')), _connector='OR'), name='partnership_since_first_to_since_last'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('until_first__isnull', False), ('until_last__isnull', False)), models.Q(('until_first__isnull', True), ('until_last__isnull', True)), _connector='OR'), name='partnership_until_first_with_until_last'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(('until_first__isnull', True), ('until_last__isnull', True), ('until_first__lte', models.F('until_last')), _connector='OR'), name='partnership_until_first_to_until_last'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(('form__in', ['partnership', 'friendship', 'contact without agreement'])), name='partnership_form_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_partnershipevent" ("created_at", "form", "id", "name", "pair_key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "since_first", "since_last", "slug", "until_first", "until_last") SELECT new_values."created_at", new_values."form", new_values."id", new_values."name", new_values."pair_key", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sample", new_values."since_first", new_values."since_last", new_values."slug", new_values."until_first", new_values."until_last" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e885256265a86623843f531d56704c76f2a3f0b5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_80689', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_partnership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_partnershipevent" ("created_at", "form", "id", "name", "pair_key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "since_first", "since_last", "slug", "until_first", "until_last") SELECT new_values."created_at", new_values."form", new_values."id", new_values."name", new_values."pair_key", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sample", new_values."since_first", new_values."since_last", new_values."slug", new_values."until_first", new_values."until_last" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='70dcf64e4dfc8957481a717d7d6891bdfe35e50a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_5ca94', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_partnership', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='partnership',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_partnershipevent" ("created_at", "form", "id", "name", "pair_key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sample", "since_first", "since_last", "slug", "until_first", "until_last") SELECT old_values."created_at", old_values."form", old_values."id", old_values."name", old_values."pair_key", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sample", old_values."since_first", old_values."since_last", old_values."slug", old_values."until_first", old_values."until_last" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='32574183a0b80d8e0ea22a748a1649341994a614', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_b61a9', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_partnership', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(fields=('partnership', 'organisation'), name='seat_once'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'lead')), fields=('partnership', 'side'), name='one_lead_a_side'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('standing_first__isnull', False), ('standing_last__isnull', False)), models.Q(('standing_first__isnull', True), ('standing_last__isnull', True)), _connector='OR'), name='seat_standing_first_with_standing_last'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('standing_first__isnull', True), ('standing_last__isnull', True), ('standing_first__lte', models.F('standing_last')), _connector='OR'), name='seat_standing_first_to_standing_last'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('role__in', ['lead', 'partner', 'observer'])), name='seat_role_known'),
        ),
        migrations.AddConstraint(
            model_name='seat',
            constraint=models.CheckConstraint(condition=models.Q(('standing__in', ['requested', 'exploring', 'kept', 'paused', 'ended'])), name='seat_standing_known'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_seatevent" ("consented_at", "created_at", "id", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sample", "side_id", "standing", "standing_authority", "standing_conditions", "standing_first", "standing_last", "standing_reason", "word") SELECT new_values."consented_at", new_values."created_at", new_values."id", new_values."organisation_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."role", new_values."sample", new_values."side_id", new_values."standing", new_values."standing_authority", new_values."standing_conditions", new_values."standing_first", new_values."standing_last", new_values."standing_reason", new_values."word" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='dc06c6204f14fb928bc3505591a2d5828048f8db', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b5d16', referencing='REFERENCING NEW TABLE AS new_values ', table='partnerships_seat', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_seatevent" ("consented_at", "created_at", "id", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sample", "side_id", "standing", "standing_authority", "standing_conditions", "standing_first", "standing_last", "standing_reason", "word") SELECT new_values."consented_at", new_values."created_at", new_values."id", new_values."organisation_id", new_values."partnership_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."role", new_values."sample", new_values."side_id", new_values."standing", new_values."standing_authority", new_values."standing_conditions", new_values."standing_first", new_values."standing_last", new_values."standing_reason", new_values."word" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='64ae2ee145723d08c47b3bf2072702b997370587', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_97e6c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='partnerships_seat', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seat',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "partnerships_seatevent" ("consented_at", "created_at", "id", "organisation_id", "partnership_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "role", "sample", "side_id", "standing", "standing_authority", "standing_conditions", "standing_first", "standing_last", "standing_reason", "word") SELECT old_values."consented_at", old_values."created_at", old_values."id", old_values."organisation_id", old_values."partnership_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."role", old_values."sample", old_values."side_id", old_values."standing", old_values."standing_authority", old_values."standing_conditions", old_values."standing_first", old_values."standing_last", old_values."standing_reason", old_values."word" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='a6ee0518c4118873d1ef6cf354e84d1a52102fc1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_073f9', referencing='REFERENCING OLD TABLE AS old_values ', table='partnerships_seat', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='stageresult',
            constraint=models.UniqueConstraint(fields=('partnership', 'owner', 'as_of'), name='stage_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='stageresult',
            constraint=models.UniqueConstraint(condition=models.Q(('current', True)), fields=('partnership', 'owner'), name='stage_current_once'),
        ),
        migrations.AddConstraint(
            model_name='stageresult',
            constraint=models.CheckConstraint(condition=models.Q(('stage__isnull', True), models.Q(('stage__gte', 0), ('stage__lte', 5)), _connector='OR'), name='stage_0_to_5'),
        ),
        migrations.AddConstraint(
            model_name='tierecord',
            constraint=models.UniqueConstraint(fields=('source', 'external_id'), name='tie_record_once'),
        ),
        migrations.AddConstraint(
            model_name='tierecord',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('since_first__isnull', False), ('since_last__isnull', False)), models.Q(('since_first__isnull', True), ('since_last__isnull', True)), _connector='OR'), name='tierecord_since_first_with_since_last'),
        ),
        migrations.AddConstraint(
            model_name='tierecord',
            constraint=models.CheckConstraint(condition=models.Q(('since_first__isnull', True), ('since_last__isnull', True), ('since_first__lte', models.F('since_last')), _connector='OR'), name='tierecord_since_first_to_since_last'),
        ),
        migrations.AddConstraint(
            model_name='tierecord',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('until_first__isnull', False), ('until_last__isnull', False)), models.Q(('until_first__isnull', True), ('until_last__isnull', True)), _connector='OR'), name='tierecord_until_first_with_until_last'),
        ),
        migrations.AddConstraint(
            model_name='tierecord',
            constraint=models.CheckConstraint(condition=models.Q(('until_first__isnull', True), ('until_last__isnull', True), ('until_first__lte', models.F('until_last')), _connector='OR'), name='tierecord_until_first_to_until_last'),
        ),
    ]
