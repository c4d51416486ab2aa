import { isMap, isSet } from 'node:util/types';
import { AlertsModel } from '../../server/delivery/alerts.model.js';
import { DeliveryModel } from '../../server/delivery/delivery.model.js';
import { BackfillModel } from '../../server/desk/backfill.model.js';
import { DeskModel } from '../../server/desk/desk.model.js';
import { MANIFESTS } from '../../server/domain/register/manifests.js';
import { DowngradesModel } from '../../server/downgrades/downgrades.model.js';
import { FiguresModel } from '../../server/figures/figures.model.js';
import { HandoversModel } from '../../server/handovers/handovers.model.js';
import { CallsModel } from '../../server/incidents/calls.model.js';
import { DomesticCallsModel } from '../../server/incidents/domestic-calls.model.js';
import { IncidentsModel } from '../../server/incidents/incidents.model.js';
import { RejectionsModel } from '../../server/incidents/rejections.model.js';
import { DraftsModel } from '../../server/oversight/drafts.model.js';
import { GlassModel } from '../../server/oversight/glass.model.js';
import type { Model } from '../../server/platform/log/follower.js';
import { Metrics } from '../../server/platform/metrics/metrics.js';
import { PrometheusFigures } from '../../server/platform/metrics/prometheus-figures.js';
import { AuditModel } from '../../server/record/audit.model.js';
import { KeepingModel } from '../../server/record/keeping.model.js';
import { RegistersModel } from '../../server/registers/registers.model.js';
import { RetentionModel } from '../../server/registers/retention.model.js';
import { UsersModel } from '../../server/sessions/users.model.js';
import { OwnNoticesModel } from '../../server/workforce/notices.model.js';
import { WorkforceModel } from '../../server/workforce/workforce.model.js';

/** Every read model of a node, in an order in which each has those that it asks before it. */
export function readModels(): readonly Model[] {
  const users = new UsersModel();
  const registers = new RegistersModel(MANIFESTS);
  const incidents = new IncidentsModel();
  const desk = new DeskModel();
  const alerts = new AlertsModel(incidents, users);
  const delivery = new DeliveryModel(incidents, users);
  const figures = new PrometheusFigures(new Metrics().registry);
  const sources = { incidents, registers, desk, delivery, alerts, users };
  return [
    users,
    registers,
    new RetentionModel({ records: () => [] }),
    incidents,
    new BackfillModel(incidents),
    new CallsModel(),
    new DomesticCallsModel(incidents),
    new RejectionsModel(),
    desk,
    new DowngradesModel(),
    alerts,
    delivery,
    new HandoversModel(),
    new WorkforceModel(),
    new OwnNoticesModel(),
    new GlassModel(),
    new DraftsModel(),
    new AuditModel(),
    new KeepingModel(),
    new FiguresModel(sources, figures, () => '2026-11-23T16:00:00.000Z'),
  ];
}

/** What models hold, as text in which every difference shows, the order of maps and sets among them. */
export const heldBy = (models: readonly Model[]): string =>
  JSON.stringify(
    models.map((model) => [model.constructor.name, model.save?.()]),
    (_, value: unknown) => (isMap(value) ? { map: [...value] } : isSet(value) ? { set: [...value] } : value),
  );
