import { go, useAddress, withParams } from "../address";
import { AskButton, useAnswer } from "../answer";
import { ask } from "../ask";
import { RoleBox, SkillBox } from "../choice_box";
import { RoleSkills, SkillName, type HeldSkill } from "../questions";
import { asked } from "../words";
import { held, idOf, keep, readGap, toggled, writtenSkill } from "./gap_question";

export function GapForm() {
  const address = useAddress();
  const { role, skills, tools, to } = readGap(address.params);
  const change = (changes: Record<string, string | null>) => go(withParams({ ...address, path: "/gap" }, changes));
  const have = (held: string[], used = tools) => {
    keep(held, used);
    change({ role: null, skills: held.join(","), tools: used.join(",") });
  };
  const fromRole = (id: string) =>
    ask(RoleSkills, { id }).then((found) =>
      have((found.role?.skills ?? []).map(({ skill, ...depth }) => writtenSkill(skill.id, depth)), (found.role?.tools ?? []).map(({ tool }) => tool.id)),
    );
  return (
    <form class="question" onSubmit={(event) => event.preventDefault()} aria-label="Gap">
      <div class="ends two">
        <div>
          <RoleBox label="I have the skills of" hint="A role you hold" value={role} choose={(id) => change({ role: id, skills: null, tools: null })} />
          {role && <AskButton class="quiet" ask={() => fromRole(role)}>Make a list of its skills, to change it</AskButton>}
        </div>
        <RoleBox label="I want to be" hint="The role you want" value={to} choose={(id) => change({ to: id })} />
      </div>
      {!role && (
        <div>
          <SkillBox label="Or these skills" choose={({ value }) => skills.some((skill) => idOf(skill) === value) || have([...skills, value])} />
          <ul class="chips">
            {skills.map((skill) => <SkillChip key={skill} id={idOf(skill)} depth={held(skill)} remove={() => have(toggled(skills, skill))} />)}
          </ul>
          {skills.length > 0 && <button type="button" class="quiet" onClick={() => have([], [])}>Forget all of them</button>}
        </div>
      )}
    </form>
  );
}

function SkillChip({ id, depth, remove }: { id: string; depth: HeldSkill; remove: () => void }) {
  const { answer } = useAnswer(SkillName, { id });
  const name = answer?.skill?.name ?? id;
  const deep = asked({ tier: depth.tier ?? null, importance: null });
  return <li>{name}{deep && <small class="soft"> {deep}</small>} <button type="button" aria-label={`Remove ${name}`} onClick={remove}>×</button></li>;
}
