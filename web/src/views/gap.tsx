/** The skills I have compared with those a role asks for: what is enough, what to deepen, what to learn and in which order. */
import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { go, Link, roleAddress, useAddress, withParams } from "../address";
import { Answered, Notice, useAnswer } from "../answer";
import { Gap, Leverage, RoleSkills, type Importance, type LeverageQuery, type SkillSource, type Tier } from "../questions";
import { keep, kept, readGap, source, toggled, writtenProfile, writtenSkill } from "../profile";
import { SaveMenu } from "../save_menu";
import { useTitle } from "../title";
import { asked, counted, deepened, share } from "../words";
import { GapForm } from "./gap_form";
import { GapPicture, gapRows, type GapAnswer } from "./gap_picture";


export function GapView() {
  const address = useAddress();
  const question = readGap(address.params);
  const from = source(question);
  const nothing = !question.role && !address.params.has("skills");
  useEffect(() => {
    const own = kept();
    if (nothing && own.skills.length) go(withParams({ ...address, path: "/gap" }, writtenProfile(own)), { replace: true });
    else if (question.skills.length) keep(question);
  }, [address]);
  useTitle("Skill gap");
  return (
    <div class="view">
      <h1>What do I have, what do I need?</h1>
      <GapForm />
      {question.to && !from && <Ticks to={question.to} />}
      {question.to && from && <Measured from={from} to={question.to} />}
      {from && !question.to && <First from={from} />}
      {!question.to && !from && <p class="soft">Choose a role you have or tick your skills, and choose the role you want. This page sends only the question, and only to the ladder’s own server.</p>}
    </div>
  );
}

interface Asks {
  skill: { id: string };
  tier: Tier | null;
  importance: Importance | null;
  proficiency?: number | null;
  weight?: number | null;
}

/** Adds a skill to those I have, as deep as the role asks for it, or removes it. */
function useTick(): (skill: Asks) => void {
  const address = useAddress();
  const { skills, tools } = readGap(address.params);
  return ({ skill, ...depth }) => {
    const next = toggled(skills, writtenSkill(skill.id, depth));
    keep({ skills: next, tools });
    go(withParams({ ...address, path: "/gap" }, { role: null, skills: next.join(",") }));
  };
}

/** As long as I have named no skills: all skills that the role asks for, to tick. */
function Ticks({ to }: { to: string }) {
  const answer = useAnswer(RoleSkills, { id: to });
  const tick = useTick();
  return (
    <Answered asked={answer}>
      {({ role }) => role && (
        <section class="section">
          <h2>{role.title} asks for {counted(role.skills.length, "skill")}</h2>
          {role.skills.length ? <p class="soft">Tick what you have.</p> : <p class="soft">No document says which skills this role asks for.</p>}
          <ul class="ticks">{role.skills.map((required) => <Tick key={required.skill.id} name={required.skill.name} note={asked(required)} have={false} change={() => tick(required)} />)}</ul>
        </section>
      )}
    </Answered>
  );
}

/** What is expected in words before and after, where both roles say it. */
function expected(before: string | null | undefined, after: string | null): ComponentChildren {
  return before && after && before !== after && <><small class="line soft">Before: {before}</small><small class="line">Now: {after}</small></>;
}

function Tick({ name, note, have, change, children }: { name: string; note?: string; have: boolean; change?: () => void; children?: ComponentChildren }) {
  const words = <>{name}{note && <small class="soft">{note}</small>}{children}</>;
  if (!change) return <li>{words}</li>;
  return <li><label class="tick"><input type="checkbox" checked={have} onChange={change} /><span>{words}</span></label></li>;
}

function Measured({ from, to }: { from: SkillSource; to: string }) {
  const answer = useAnswer(Gap, { from, to });
  return <Answered asked={answer}>{({ role, skillGap }) => role && skillGap && <><Result title={role.title} gap={skillGap} ticks={!!from.profile} /><First from={from} /></>}</Answered>;
}

function Result({ title, gap, ticks }: { title: string; gap: GapAnswer; ticks: boolean }) {
  const svg = useRef<SVGSVGElement>(null);
  const tick = useTick();
  const change = (required: Asks) => (ticks ? () => tick(required) : undefined);
  const others = new Set(gap.differently.map(({ skill }) => skill.id));
  const more = [gap.deepen.length && `${gap.deepen.length} to deepen`, gap.differently.length && `${gap.differently.length} expected differently`].filter(Boolean).join(", ");
  if (!gap.known) return <Notice title="The skills are not known"><p>No document says which skills one of these roles asks for, so there is no gap to measure.</p></Notice>;
  return (
    <>
      <section class="panel" aria-label="Picture of the gap">
        <div class="panel-head">
          <p class="overlap"><strong>{share(gap.overlap)}</strong> of what {title} asks for is there{more && <span class="soft">; {more}</span>}</p>
          <SaveMenu name="gap" rows={() => gapRows(gap)} picture={() => svg.current} />
        </div>
        <GapPicture gap={gap} svg={svg} />
      </section>
      <div class="columns">
        <Part title="To learn" empty="Nothing to learn.">
          {gap.learn.map((required) => <Tick key={required.skill.id} name={required.skill.name} note={asked(required)} have={false} change={change(required)} />)}
        </Part>
        <Part title="To deepen" empty="Nothing to deepen.">
          {gap.deepen.map(({ skill, before, after }) => (
            <Tick key={skill.id} name={skill.name} note={deepened(before, after)} have change={change(after)}>{expected(before?.expects, after.expects)}</Tick>
          ))}
        </Part>
        {gap.differently.length > 0 && (
          <Part title="Expected differently" empty="">
            {gap.differently.map(({ skill, before, after }) => (
              <li key={skill.id}><strong>{skill.name}</strong>{expected(before?.expects, after.expects)}</li>
            ))}
          </Part>
        )}
        <Part title="There already" empty="Nothing yet.">
          {gap.shared.map((required) => <Tick key={required.skill.id} name={required.skill.name} note={asked(required)} have change={change(required)} />)}
        </Part>
      </div>
      {gap.plan.length > 0 && (
        <section class="section" aria-label="In which order">
          <h2>In which order</h2>
          <p class="soft">Must and critical first, then what most other roles of the level ask for too.</p>
          <ol class="ranked">
            {gap.plan.map(({ skill, deepen, also }) => (
              <li key={skill.id}>
                <strong>{skill.name}</strong>
                <span class="soft">{deepen && (others.has(skill.id) ? " expected differently" : " deepen")}{also.length > 0 && ` also asked of ${counted(also.length, "other role")}`}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
      {gap.tools.length > 0 && (
        <section class="section">
          <h2>New tools <span class="soft">{gap.tools.length}</span></h2>
          <ul class="tags">{gap.tools.map(({ id, name }) => <li key={id}>{name}</li>)}</ul>
        </section>
      )}
    </>
  );
}

function Part({ title, empty, children }: { title: string; empty: string; children: VNode[] }) {
  return (
    <section class="section">
      <h2>{title} <span class="soft">{children.length}</span></h2>
      {children.length ? <ul class="ticks">{children}</ul> : <p class="soft">{empty}</p>}
    </section>
  );
}

/** The skills that open most roles, whatever the goal. */
function First({ from }: { from: SkillSource }) {
  const answer = useAnswer(Leverage, { from });
  return <Answered asked={answer}>{(found) => <Leveraged {...found} />}</Answered>;
}

function Leveraged({ skillLeverage, recommendRoles }: LeverageQuery) {
  const address = useAddress();
  const to = (id: string) => withParams({ ...address, path: "/gap" }, { to: id });
  return (
    <div class="columns">
      <section class="section">
        <h2>What to learn first</h2>
        <p class="soft">{skillLeverage.length ? "What opens most of the roles within reach; each counts as learned for those after it." : "No role within reach asks for a skill that is not there."}</p>
        <ol class="ranked">
          {skillLeverage.map(({ skill, opens }) => (
            <li key={skill.id}>
              <strong>{skill.name}</strong>
              {opens.length > 0 && <span class="soft"> opens {opens.slice(0, 4).map(({ title }) => title).join(", ")}{opens.length > 4 && ` and ${opens.length - 4} more`}</span>}
            </li>
          ))}
        </ol>
      </section>
      <section class="section">
        <h2>Roles that fit best</h2>
        <ol class="ranked">
          {recommendRoles.map(({ role, score, missing }) => (
            <li key={role.id}>
              <Link to={roleAddress(role.id)}>{role.title}</Link> <span class="soft">{share(score)}, {counted(missing.length, "skill")} missing</span> <Link to={to(role.id)}>measure</Link>
            </li>
          ))}
        </ol>
      </section>
    </div>
  );
}
