/** The skills I have compared with those a role asks for: what is enough, what to deepen, what to learn and in which order. */
import { useEffect, useRef } from "preact/hooks";
import { go, useAddress, withParams } from "../address";
import { Answered, Notice, useAnswer } from "../answer";
import { Gap, RoleSkills, type Importance, type SkillSource, type Tier } from "../questions";
import { keep, kept, readGap, source, toggled, writtenProfile, writtenSkill } from "../profile";
import { SaveMenu } from "../save_menu";
import { useTitle } from "../title";
import { asked, counted, deepened } from "../words";
import { WrittenText } from "../written_text";
import { First } from "./gap_first";
import { GapForm } from "./gap_form";
import { GapPicture, gapRows, weightsDiffer, type GapAnswer } from "./gap_picture";

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
      {from && !question.to && <First from={from} alone />}
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
          <ul class="ticks">{role.skills.map((required) => <li key={required.skill.id}><Skill name={required.skill.name} note={asked(required)} have={false} change={() => tick(required)} /></li>)}</ul>
        </section>
      )}
    </Answered>
  );
}

interface Ticked {
  name: string;
  note?: string;
  have: boolean;
  change?: () => void;
}

/** A skill with a note; one that I keep a list of can be ticked. */
function Skill({ name, note, have, change }: Ticked) {
  const words = <>{name}{note && <small class="soft">{note}</small>}</>;
  return change ? <label class="tick"><input type="checkbox" checked={have} onChange={change} /><span>{words}</span></label> : words;
}

function Measured({ from, to }: { from: SkillSource; to: string }) {
  const answer = useAnswer(Gap, { from, to });
  return <Answered asked={answer}>{({ role, skillGap }) => role && skillGap && <><Result gap={skillGap} ticks={!!from.profile} /><First from={from} /></>}</Answered>;
}

/** Skills in the same state, with what was expected of them before in words. */
interface Part {
  title: string;
  have: boolean;
  rows: { after: Wanted; note?: string; before?: string | null }[];
}

type Wanted = GapAnswer["shared"][number];

/** The skills by state; a state that none is in has no part. */
function partsOf(gap: GapAnswer): { open: Part[]; there: Part[] } {
  const open: Part[] = [
    { title: "To learn", have: false, rows: gap.learn.map((after) => ({ after, note: [asked(after), ...whose(after)].filter(Boolean).join(", ") })) },
    { title: "To deepen", have: true, rows: gap.deepen.map(({ before, after }) => ({ after, note: deepened(before, after), before: before?.expects })) },
    { title: "Expected differently", have: true, rows: gap.differently.map(({ before, after }) => ({ after, note: asked(after), before: before?.expects })) },
  ];
  const there: Part = { title: "There already", have: true, rows: gap.shared.map((after) => ({ after, note: asked(after) })) };
  const filled = (parts: Part[]) => parts.filter(({ rows }) => rows.length);
  return { open: filled(open), there: filled([there]) };
}

/** Who says the words, where the role takes the skill for granted. */
const whose = ({ expects, assumedFrom: [nearest] }: GapAnswer["learn"][number]): string[] => (expects && nearest ? [`taken for granted; ${nearest.title} says so`] : []);

/** Whether words say what is expected; they need the width of the page. */
const told = ({ rows }: Part) => rows.some(({ before, after }) => before || after.expects);

function Result({ gap, ticks }: { gap: GapAnswer; ticks: boolean }) {
  const svg = useRef<SVGSVGElement>(null);
  const tick = useTick();
  const change = (required: Asks) => (ticks ? () => tick(required) : undefined);
  const weighted = weightsDiffer(gap);
  const { open, there } = partsOf(gap);
  const short = [...open.filter((part) => !told(part)), ...there];
  const texts = open.filter(told).map((part) => <Texts key={part.title} part={part} change={change} />);
  const textsFirst = 2 * gap.differently.length > gap.learn.length + gap.deepen.length + gap.differently.length;
  if (!gap.known) return <Notice title="The skills are not known"><p>{gap.summary}</p></Notice>;
  return (
    <>
      <section class="panel" aria-label={weighted ? "Picture of the gap" : "The gap in figures"}>
        <div class="panel-head">
          <p class="overlap">{gap.summary}</p>
          <SaveMenu name="gap" rows={() => gapRows(gap)} picture={weighted ? () => svg.current : undefined} />
        </div>
        {weighted && <GapPicture gap={gap} svg={svg} />}
      </section>
      {textsFirst && texts}
      {short.length > 0 && <div class="columns">{short.map((part) => <Names key={part.title} part={part} change={change} />)}</div>}
      {ordered(gap) && <Order gap={gap} />}
      {gap.tools.length > 0 && (
        <section class="section">
          <h2>New tools <span class="soft">{gap.tools.length}</span></h2>
          <ul class="tags">{gap.tools.map(({ id, name }) => <li key={id}>{name}</li>)}</ul>
        </section>
      )}
      {!textsFirst && texts}
    </>
  );
}

interface Shown {
  part: Part;
  change: (required: Asks) => (() => void) | undefined;
}

function Names({ part: { title, have, rows }, change }: Shown) {
  return (
    <section class="section">
      <h2>{title} <span class="soft">{rows.length}</span></h2>
      <ul class="ticks">{rows.map(({ after, note }) => <li key={after.skill.id}><Skill name={after.skill.name} note={note} have={have} change={change(after)} /></li>)}</ul>
    </section>
  );
}

const FOLD = 12; // lines; before and after are read side by side, so more of them stay than elsewhere

function Texts({ part: { title, have, rows }, change }: Shown) {
  const compared = rows.some(({ before }) => before);
  const heads = compared ? ["Before", "Now"] : ["What is expected"];
  return (
    <section class="section">
      <h2>{title} <span class="soft">{rows.length}</span></h2>
      <table class="ticks told stacked">
        <thead><tr><th scope="col">Skill</th>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr></thead>
        <tbody>
          {rows.map(({ after, note, before }) => (
            <tr key={after.skill.id}>
              <th scope="row"><Skill name={after.skill.name} note={note} have={have} change={change(after)} /></th>
              {(compared ? [before, after.expects] : [after.expects]).map((text, index) => <td key={index} data-head={heads[index]}>{text ? <WrittenText text={text} most={FOLD} /> : <span class="soft">–</span>}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const ratedBy = (gap: GapAnswer) => partsOf(gap).open.some(({ rows }) => rows.some(({ after }) => after.tier || after.importance));

type Lesson = GapAnswer["plan"][number];

const stateOf = ({ deepen, differently }: Lesson) => deepen && (differently ? "expected differently" : "deepen");
const alsoOf = ({ also }: Lesson) => also.length > 0 && `also asked of ${counted(also.length, "other role")}`;

/** What the order says of each skill beside its name; a state that all are in is in the summary. */
export function planned({ plan }: Pick<GapAnswer, "plan">): string[] {
  const oneState = new Set(plan.map(stateOf)).size === 1;
  return plan.map((lesson) => [!oneState && stateOf(lesson), alsoOf(lesson)].filter(Boolean).join(", "));
}

/** Whether one skill comes before another for a reason; else the order is the alphabet. */
const ordered = (gap: GapAnswer): boolean => gap.plan.length > 0 && (ratedBy(gap) || new Set(planned(gap)).size > 1);

function Order({ gap }: { gap: GapAnswer }) {
  const rated = ratedBy(gap);
  const notes = planned(gap);
  return (
    <section class="section" aria-label="In which order">
      <h2>In which order</h2>
      <p class="soft">{rated ? "Must and critical first, then what most other roles of the level ask for too." : "The ladder does not say what is more important; these stand by what most other roles of the level ask for, then by name."}</p>
      <ol class="ranked">
        {gap.plan.map(({ skill }, index) => <li key={skill.id}><strong>{skill.name}</strong> <span class="soft">{notes[index]}</span></li>)}
      </ol>
    </section>
  );
}
