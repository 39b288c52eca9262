// In which order the test files run: whole systems take long, and must not be what one processor still waits for at the end.
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files of whole systems first, those of the rooms after them. Within each, as Vitest orders them. */
export class SystemsFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isSystem = ({ project }: TestSpecification) => project.name === 'systems';
    return [...sorted.filter(isSystem), ...sorted.filter((file) => !isSystem(file))];
  }
}
