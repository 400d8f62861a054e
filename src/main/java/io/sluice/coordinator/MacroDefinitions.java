package io.sluice.coordinator;

import io.sluice.catalog.Catalogs;
import io.sluice.catalog.SessionNames;
import io.sluice.catalog.WriteTarget;
import io.sluice.config.NearestName;
import io.sluice.error.ErrorCode;
import io.sluice.error.SluiceException;
import io.sluice.extension.write.MacroDefinition;
import io.sluice.sql.DefinitionStatement;
import java.util.List;

/** Creates and drops macros. Thread-safe; calls may block. */
final class MacroDefinitions {
  private final Catalogs catalogs;

  MacroDefinitions(Catalogs catalogs) {
    this.catalogs = catalogs;
  }

  void create(DefinitionStatement.CreateMacro create, SessionNames names) {
    WriteTarget target = catalogs.writeTarget(create.name().parts(), names);
    if (isFunction(target.name())) {
      throw new SluiceException(
          ErrorCode.ALREADY_EXISTS,
          "There is a function '" + target.name() + "'; a macro has another name");
    }
    if (target.schema().macro(target.name()).isPresent()) {
      if (create.existing() == DefinitionStatement.Existing.KEEP) {
        return;
      }
      if (create.existing() == DefinitionStatement.Existing.REFUSE) {
        throw new SluiceException(
            ErrorCode.ALREADY_EXISTS, "Macro '" + target + "' exists already");
      }
    }
    target.schema().create(new MacroDefinition(target.name(), create.sql(), create.isTable()));
  }

  private boolean isFunction(String name) {
    return catalogs.tableFunction(name).isPresent()
        || catalogs.functions().descriptors().stream()
            .anyMatch(function -> function.name().equalsIgnoreCase(name)
                || function.aliases().stream().anyMatch(name::equalsIgnoreCase));
  }

  void drop(DefinitionStatement.DropMacro drop, SessionNames names) {
    List<String> parts = drop.name().parts();
    WriteTarget target = catalogs.writeTarget(parts, names);
    if (parts.size() == 1 && names.temporary().isPresent()) {
      WriteTarget temporary = catalogs.writeTarget(
          List.of(SessionNames.TEMPORARY, SessionNames.DEFAULT_SCHEMA, parts.get(0)), names);
      target = temporary.schema().macro(temporary.name()).isPresent() ? temporary : target;
    }
    if (!target.schema().dropMacro(target.name()) && !drop.ifExists()) {
      throw new SluiceException(
          ErrorCode.FUNCTION_NOT_FOUND,
          "Macro '" + drop.name() + "' not found"
              + NearestName.hint(target.name(), target.schema().macroNames()));
    }
  }
}
