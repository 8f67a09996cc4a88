"""The columns of CDP's city files 2016–2021: one field, the wordings of all years."""

#: Fields of the city-wide emissions files, 2016 to 2020.
EMISSIONS: dict[str, tuple[str, ...]] = {
    "account": ("Account Number",),
    "organisation": ("City Name", "Organization"),
    "city": ("City Short Name", "City"),
    "country": ("Country",),
    "reporting_year": ("Reporting Year", "Year Reported to CDP"),
    "period": ("Measurement Year", "Accounting Year"),
    "inventory_status": ("City-wide Emissions Inventory",),
    "boundary": (
        "Boundary",
        "Inventory Boundary",
        "Inventory boundary (compared to Administrative city boundary)",
    ),
    "protocol": ("Primary Methodology", "Protocol", "Primary Protocol"),
    "gases": ("Gases included",),
    "total": (
        "Total City-wide Emissions (metric tonnes CO2e)",
        "Total emissions (metric tonnes CO2e)",
    ),
    "scopes_included": ("Scopes Included",),
    "scope_1": ("Total Scope 1 Emissions (metric tonnes CO2e)",),
    "scope_2": ("Total Scope 2 Emissions (metric tonnes CO2e)",),
    "scope_3": (
        "Total Scope 3 Emissions (metric tonnes CO2e)",
        "TOTAL Scope 3 Emissions",
    ),
    "scope_1_without_generation": (
        (
            "Direct emissions/ Scope 1 (metric tonnes CO2e) for Total emissions (excluding "
            "generation of grid-supplied energy)"
        ),
        (
            "Direct emissions (metric tonnes CO2e) for Total emissions (excluding "
            "generation of grid-supplied energy)"
        ),
    ),
    "scope_2_without_generation": (
        (
            "Indirect emissions from use of grid supplied energy/Scope 2 (metric tonnes "
            "CO2e) for Total emissions (excluding generation of grid-supplied energy)"
        ),
        (
            "Indirect emissions from use of grid supplied energy (metric tonnes CO2e) for "
            "Total Emissions (excluding generation of grid-supplied energy)"
        ),
    ),
    "scope_3_without_generation": (
        (
            "Emissions occurring outside city boundary/ Scope 3 (metric tonnes CO2e) for "
            "Total emissions (excluding generation of grid-supplied energy)"
        ),
        (
            "Emissions occurring outside city boundary (metric tonnes CO2e) for Total "
            "Emissions (excluding generation of grid-supplied energy)"
        ),
    ),
    "basic": ("Total BASIC Emissions (GPC)",),
    "population": ("Current Population", "Population"),
    "population_year": ("Current Population Year", "Population Year"),
    "location": ("City Location",),
}

#: Known headers of the emissions files that carry nothing an inventory keeps.
EMISSIONS_UNUSED: tuple[str, ...] = (
    "C40",
    "Access",
    "Region",
    "CDP Region",
    "Reporting Authority",
    "Country Location",
    "Administrative city boundary",
    "Methodology Details",
    "Protocol column",
    "Primary Protocol Comment",
    "Common Reporting Framework inventory format (GPC)",
    "Comment",
    "Increase/Decrease from last year",
    "Reason for increase/decrease in emissions",
    "Chnage in emissions",  # the typo of 2018 and 2019
    "Change in emissions",
    "Reason for change",
    "Primary reason for the change in emissions",
    "Total BASIC+ Emissions (GPC)",
    (
        "Direct emissions/ Scope 1 (metric tonnes CO2e) for Total generation of grid "
        "supplied energy"
    ),
    "Direct emissions (metric tonnes CO2e) for Total generation of grid-supplied energy",
    (
        "Indirect emissions from use of grid supplied energy/Scope 2 (metric tonnes CO2e) "
        "for Total generation of grid supplied energy"
    ),
    (
        "Indirect emissions from use of grid supplied energy (metric tonnes CO2e) for Total "
        "generation of grid supplied energy"
    ),
    (
        "Emissions occurring outside city boundary/ Scope 3 (metric tonnes CO2e) for Total "
        "generation of grid supplied energy"
    ),
    (
        "Emissions occurring outside city boundary (metric tonnes CO2e) for Total "
        "Generation of grid supplied energy"
    ),
    "City GDP",
    "GDP",
    "GDP Currency",
    "Year of GDP",
    "GDP Year",
    "GDP Source",
    "Average annual temperature (in Celsius)",
    "Average altitude (m)",
    "Land area (in square km)",
    "Last update",
)

#: Fields of the reduction targets file of 2021. Those of the second table are kept as
#: details of the pledge, in the source's words.
TARGETS: dict[str, tuple[str, ...]] = {
    "account": ("Account Number",),
    "organisation": ("Organization",),
    "city": ("City",),
    "country": ("Country",),
    "reporting_year": ("Year Reported to CDP",),
    "kind": ("Type of target",),
    "sector": ("Sector",),
    "boundary": ("Target boundary relative to city boundary",),
    "base_year": ("Base year",),
    "set_year": ("Year target was set",),
    "base_emissions": ("Base year emissions (metric tonnes CO2e)",),
    "reduction_percent": ("Percentage reduction target",),
    "target_year": ("Target year",),
    "level": ("Target year absolute emissions (metric tonnes CO2e)",),
    "intensity_unit": ("Intensity unit (Emissions per)",),
    "business_as_usual": (
        (
            "Estimated business as usual absolute emissions in target year (metric tonnes "
            "CO2e)"
        ),
    ),
    "text": ("Target description",),
    "population": ("Population",),
    "population_year": ("Population Year",),
    "location": ("City Location",),
}

TARGET_DETAILS: dict[str, tuple[str, ...]] = {
    "percentage_achieved": ("Percentage of target achieved so far",),
    "initiatives": ("Select the initiatives that this target contributes towards",),
    "sources_that_differ": (
        "Identify and explain sources that differ from the inventory",
    ),
    "projected_population": ("Projected population in target year",),
    "base_intensity": (
        "Base year emissions per intensity unit (metric tonnes CO2e per denominator)",
    ),
    "modelling": (
        (
            "Description of the target and the modelling methodology(ies) and parameters "
            "used to define it"
        ),
    ),
    "paris_alignment": (
        (
            "Does this target align with the global 1.5 - 2 °C pathway set out in the Paris "
            "Agreement?"
        ),
    ),
    "higher_government": (
        "Does this target align to a requirement from a higher level of government?",
    ),
    "city_boundary": ("City boundary",),
}

#: ``name``, ``entity_type`` and ``iso`` were added by those who cleaned the file.
TARGETS_UNUSED: tuple[str, ...] = (
    "CDP Region",
    "Access",
    "Last update",
    "name",
    "entity_type",
    "iso",
)
