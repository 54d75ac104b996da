import { go, useAddress, withParams } from "../address";
import { AskButton, useAnswer } from "../answer";
import { ask } from "../ask";
import { RoleBox, SkillBox } from "../choice_box";
import { RoleSkills, SkillName } from "../questions";
import { keep, readGap, toggled } from "./gap_question";

export function GapForm() {
  const address = useAddress();
  const { role, skills, to } = readGap(address.params);
  const change = (changes: Record<string, string | null>) => go(withParams({ ...address, path: "/gap" }, changes));
  const have = (ids: string[]) => {
    keep(ids);
    change({ role: null, skills: ids.join(",") });
  };
  const fromRole = (id: string) => ask(RoleSkills, { id }).then((found) => have((found.role?.skills ?? []).map(({ skill }) => skill.id)));
  return (
    <form class="question" onSubmit={(event) => event.preventDefault()} aria-label="Gap">
      <div class="ends two">
        <div>
          <RoleBox label="I have the skills of" hint="A role you hold" value={role} choose={(id) => change({ role: id, skills: null })} />
          {role && <AskButton class="quiet" ask={() => fromRole(role)}>Make a list of its skills, to change it</AskButton>}
        </div>
        <RoleBox label="I want to be" hint="The role you want" value={to} choose={(id) => change({ to: id })} />
      </div>
      {!role && (
        <div>
          <SkillBox label="Or these skills" choose={({ value }) => have([...new Set([...skills, value])])} />
          <ul class="chips">
            {skills.map((id) => <SkillChip key={id} id={id} remove={() => have(toggled(skills, id))} />)}
          </ul>
          {skills.length > 0 && <button type="button" class="quiet" onClick={() => have([])}>Forget all of them</button>}
        </div>
      )}
    </form>
  );
}

function SkillChip({ id, remove }: { id: string; remove: () => void }) {
  const { answer } = useAnswer(SkillName, { id });
  const name = answer?.skill?.name ?? id;
  return <li>{name} <button type="button" aria-label={`Remove ${name}`} onClick={remove}>×</button></li>;
}
