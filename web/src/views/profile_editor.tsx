/** Skills with their depth, and tools: by typing names, from a role, or from a file. */
import { useRef, useState } from "preact/hooks";
import { AskButton, useAnswer } from "../answer";
import { ask } from "../ask";
import { NameBox, RoleBox } from "../choice_box";
import { save } from "../picture/files";
import { asFile, fromFile, held, idOf, toggled, writtenSkill, type Profile } from "../profile";
import { RoleSkills, SkillName, ToolName, type Tier } from "../questions";
import { examples, useVocabulary } from "../vocabulary";
import { TIERS } from "../words";

interface Editing {
  profile: Profile;
  change: (profile: Profile) => void;
}

export function ProfileEditor({ profile, change }: Editing) {
  const { skills, tools } = profile;
  const known = useVocabulary();
  return (
    <div class="profile">
      <div class="ends two">
        <NameBox label="Skills I have" hint={examples(known.skills.nodes)} kind="SKILL" choose={(id) => skills.some((skill) => idOf(skill) === id) || change({ ...profile, skills: [...skills, id] })} />
        <NameBox label="Tools I use" hint={examples(known.tools.nodes)} kind="TOOL" choose={(id) => tools.includes(id) || change({ ...profile, tools: [...tools, id] })} />
      </div>
      <ul class="chips" aria-label="Skills I have">
        {skills.map((skill) => <SkillChip key={idOf(skill)} written={skill} change={(next) => change({ ...profile, skills: skills.map((known) => (known === skill ? next : known)) })} remove={() => change({ ...profile, skills: toggled(skills, skill) })} />)}
      </ul>
      <ul class="chips plain" aria-label="Tools I use">
        {tools.map((tool) => <ToolChip key={tool} id={tool} remove={() => change({ ...profile, tools: tools.filter((known) => known !== tool) })} />)}
      </ul>
      <Files profile={profile} change={change} />
    </div>
  );
}

function SkillChip({ written, change, remove }: { written: string; change: (written: string) => void; remove: () => void }) {
  const { answer } = useAnswer(SkillName, { id: idOf(written) });
  const { skill, tier, importance, proficiency, weight } = held(written);
  const name = answer?.skill?.name ?? skill;
  /** Another tier makes the weight that a role gave it untrue. */
  const deepen = (next: Tier | null) => change(writtenSkill(skill, { tier: next, importance: importance ?? null, proficiency, weight: next === tier ? weight : null }));
  return (
    <li>
      {name}
      <select aria-label={`Depth of ${name}`} value={tier ?? ""} onChange={(event) => deepen((event.currentTarget.value || null) as Tier | null)}>
        <option value="">depth not stated</option>
        {Object.entries(TIERS).map(([id, words]) => <option key={id} value={id}>as “{words.toLowerCase()}”</option>)}
      </select>
      <button type="button" aria-label={`Remove ${name}`} onClick={remove}>×</button>
    </li>
  );
}

function ToolChip({ id, remove }: { id: string; remove: () => void }) {
  const { answer } = useAnswer(ToolName, { id });
  const name = answer?.tool?.name ?? id;
  return <li>{name}<button type="button" aria-label={`Remove ${name}`} onClick={remove}>×</button></li>;
}

function Files({ profile, change }: Editing) {
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const read = async (file: File | undefined) => {
    if (!file) return;
    try {
      change(fromFile(await file.text()));
      setProblem(undefined);
    } catch (error) {
      setProblem((error as Error).message);
    }
  };
  const empty = !profile.skills.length && !profile.tools.length;
  return (
    <p class="files">
      <button type="button" class="quiet" onClick={() => input.current?.click()}>Import JSON</button>
      <input ref={input} hidden type="file" accept="application/json,.json" onChange={(event) => read(event.currentTarget.files?.[0])} />
      {!empty && <button type="button" class="quiet" onClick={() => save(new Blob([asFile(profile)], { type: "application/json" }), "my-profile.json")}>Export JSON</button>}
      {!empty && <button type="button" class="quiet" onClick={() => change({ skills: [], tools: [] })}>Forget all of them</button>}
      {problem && <span role="alert">{problem}</span>}
    </p>
  );
}

/** A role's skills as deep as it asks for them, and its tools. */
export async function profileOf(id: string): Promise<Profile> {
  const { role } = await ask(RoleSkills, { id });
  return { skills: (role?.skills ?? []).map(({ skill, ...depth }) => writtenSkill(skill.id, depth)), tools: (role?.tools ?? []).map(({ tool }) => tool.id) };
}

/** Takes over a role's skills and tools as one's own. */
export function FromRole({ change }: Pick<Editing, "change">) {
  const [id, setId] = useState<string | null>(null);
  return (
    <div>
      <RoleBox label="Begin with the skills of" hint="A role you hold" value={id} choose={setId} />
      {id && <AskButton class="quiet" ask={() => profileOf(id).then((profile) => (setId(null), change(profile)))}>Take over its skills and tools</AskButton>}
    </div>
  );
}
